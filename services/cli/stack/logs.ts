// `npm run logs`: what the services of an environment wrote, oldest first, and what they write from now on.
import { setTimeout as delay } from 'node:timers/promises';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { parseFlags } from '../ops/parse-flags.ts';
import { shortTime, shown } from '../ops/table.ts';
import { exitCodes, Fault } from '../ops/terminal.ts';
import { optional, wholeNumber } from '../ops/values.ts';
import type { Clients } from './clients.ts';
import { environmentFlag, type StackCommand, type StackTerminal, withStack } from './command.ts';
import { describeEvent, isAtLeast, type Level, type LogEvent, levels } from './log-lines.ts';
import type { Stack } from './outputs.ts';

type Query = {
  /** Empty: all tasks. */
  tasks: string[];
  orderId: string | undefined;
  level: Level;
  /** Milliseconds. */
  sinceMs: number;
  limit: number;
  follow: boolean;
  json: boolean;
};

const flags = {
  ...environmentFlag,
  order: { type: 'string' },
  level: { type: 'string', default: 'info' },
  since: { type: 'string', default: '15m' },
  limit: { type: 'string', default: '500' },
  follow: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** @throws Fault that names the option */
export const readLogs = (args: string[]): { environment: string | undefined; query: Query } => {
  const { values, positionals } = parseFlags({ args, options: flags, allowPositionals: true });
  const level = levels.find((name) => name === values.level);
  if (!level) throw new Fault(`--level takes one of ${levels.join(', ')}, not '${shown(values.level)}'`);
  return {
    environment: values.environment,
    query: {
      tasks: positionals,
      orderId: optional('orderId', '--order', values.order),
      level,
      sinceMs: durationOf(values.since),
      limit: wholeNumber('--limit', values.limit, 10_000),
      follow: values.follow,
      json: values.json,
    },
  };
};

const units: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const durationOf = (value: string): number => {
  const [, count = '', unit = ''] = /^(\d{1,5})([smhd])$/.exec(value) ?? [];
  const ms = Number(count) * (units[unit] ?? 0);
  if (ms > 0) return ms;
  throw new Fault(
    `--since takes seconds, minutes, hours or days, like 30s, 15m, 2h or 1d, not '${shown(value)}'`,
  );
};

export const logs: StackCommand = (args, terminal) => {
  const { environment, query } = readLogs(args);
  return withStack(environment, terminal, async (stack, clients) => {
    const groups = groupsOf(stack, query.tasks);
    const print = (events: readonly LogEvent[]) => {
      for (const event of events)
        terminal.write(query.json ? `${event.message.trimEnd()}\n` : describeEvent(event));
    };
    const began = Date.now();
    const first = await readAll(clients, groups, query, began - query.sinceMs, terminal);
    print(first.slice(-query.limit));
    if (first.length > query.limit)
      terminal.writeError(`The latest ${query.limit} of ${first.length}: --limit\n`);
    if (query.follow) await follow({ clients, groups, query, terminal, print }, { events: first, began });
    return exitCodes.done;
  });
};

/** @throws Fault that lists the tasks */
const groupsOf = ({ logGroups }: Stack, tasks: readonly string[]): [task: string, group: string][] => {
  const unknown = tasks.find((task) => !Object.hasOwn(logGroups, task));
  if (unknown !== undefined)
    throw new Fault(`There is no log of '${shown(unknown)}': one of ${Object.keys(logGroups).join(', ')}`);
  return Object.entries(logGroups).filter(([task]) => tasks.length === 0 || tasks.includes(task));
};

/** Pages of one log group that one look takes: some 10,000 lines each. */
const maxPages = 20;

/** Says where there is more than it reads: CloudWatch begins with the oldest, so that what is missing is the latest. */
export const readAll = async (
  { logs: client }: Pick<Clients, 'logs'>,
  groups: readonly [string, string][],
  { orderId, level }: Pick<Query, 'orderId' | 'level'>,
  startTime: number,
  { interrupted: abortSignal, writeError }: Pick<StackTerminal, 'interrupted' | 'writeError'>,
): Promise<LogEvent[]> => {
  const read = async ([task, logGroupName]: readonly [string, string]): Promise<LogEvent[]> => {
    const found: LogEvent[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < maxPages; page += 1) {
      const filter = orderId === undefined ? {} : { filterPattern: `"${orderId}"` };
      const command = new FilterLogEventsCommand({ logGroupName, startTime, nextToken, ...filter });
      const answer = await client.send(command, { abortSignal });
      for (const { eventId = '', timestamp = 0, message = '' } of answer.events ?? [])
        found.push({ id: eventId, task, at: timestamp, message });
      nextToken = answer.nextToken;
      if (nextToken === undefined) return found;
    }
    const end = shortTime(new Date(found.at(-1)?.at ?? startTime).toISOString());
    writeError(`${task} wrote more than was read; what is missing came after ${end}: a shorter --since\n`);
    return found;
  };
  const all = (await Promise.all(groups.map(read))).flat();
  return all.filter((event) => isAtLeast(event, level)).sort((a, b) => a.at - b.at);
};

type Following = {
  clients: Clients;
  groups: [string, string][];
  query: Query;
  terminal: StackTerminal;
  print: (events: readonly LogEvent[]) => void;
};

const pauseMs = 2_000;
/** CloudWatch shows a line some seconds after it was written, so each look goes back to before the last one, however long that took. */
const overlapMs = 30_000;

/** Until Ctrl-C. */
const follow = async (
  { clients, groups, query, terminal, print }: Following,
  { events, began }: { events: readonly LogEvent[]; began: number },
): Promise<void> => {
  const from = began - query.sinceMs;
  let known = new Set(events.map(({ id }) => id));
  let lookedAt = began;
  for (;;) {
    try {
      await delay(pauseMs, undefined, { signal: terminal.interrupted });
      const start = Math.max(from, lookedAt - overlapMs);
      lookedAt = Date.now();
      const recent = await readAll(clients, groups, query, start, terminal);
      print(recent.filter(({ id }) => !known.has(id)));
      // What has left the overlap cannot come again.
      known = new Set(recent.map(({ id }) => id));
    } catch (error) {
      if (terminal.interrupted.aborted) return;
      throw error;
    }
  }
};
