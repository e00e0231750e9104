// What `npm run bench` was asked to do: its command line, read and checked. Pure.
import { parseArgs } from 'node:util';
import type { SystemName } from './systems.ts';

export type Options = {
  /** Empty: those of the default run. */
  only: string[];
  systems: readonly SystemName[];
  quick: boolean;
  json: boolean;
  verbose: boolean;
  write: boolean;
  largestBacklog: number;
};

type CommandLine =
  | { kind: 'bench'; options: Options }
  | { kind: 'help' }
  | { kind: 'fault'; message: string };

export const usage = (names: readonly string[], extra: readonly string[]): string =>
  `Measures what an order costs: Waybill beside the textbook pipeline, on the same emulators, with the same orders.

  npm run bench -- [options]

  --only drain            one measurement; repeatable. ${names.join(', ')};
                          not part of a run without --only: ${extra.join(', ')}
  --system waybill        one system alone: textbook or waybill
  --quick                 fewer orders, and no kill: under two minutes, rougher figures
  --verbose               CPU by process, calls by action, units by table, for each run
  --json                  only {"metrics": [...]} on stdout
  --write                 puts the figures into docs/performance.md, and those that npm run cost needs into its file
  --largest-backlog 10000 the longest queue that --only backlog drains (100000)
  --help                  this text

CPU is read from /proc, so it needs Linux. Progress goes to stderr.
Exit codes: 0 measured, and every budget met; 1 a budget missed, or a failure; 2 wrong options.
`;

const flags = {
  only: { type: 'string', multiple: true, default: [] as string[] },
  system: { type: 'string' },
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  'largest-backlog': { type: 'string', default: '100000' },
  help: { type: 'boolean', default: false },
} as const;

class Fault extends Error {
  override name = 'Fault';
}

/** Reads the arguments after the program's name; `message` says which one is wrong, and how. */
export const readCommandLine = (args: string[], names: readonly string[]): CommandLine => {
  try {
    const { values } = parseArgs({ args, options: flags });
    return values.help ? { kind: 'help' } : { kind: 'bench', options: optionsOf(values, names) };
  } catch (error) {
    const isFault = error instanceof Fault || (error instanceof TypeError && 'code' in error);
    if (!isFault) throw error;
    return { kind: 'fault', message: error.message };
  }
};

type Values = ReturnType<typeof parseArgs<{ options: typeof flags }>>['values'];

const optionsOf = (values: Values, names: readonly string[]): Options => {
  const { only, quick, json, verbose, write } = values;
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Fault(`--only takes one of ${names.join(', ')}, not '${unknown}'`);
  return {
    only,
    systems: systemsOf(values.system),
    quick,
    json,
    verbose,
    write,
    largestBacklog: wholeNumber('--largest-backlog', values['largest-backlog'], 1_000, 1_000_000),
  };
};

const both: readonly SystemName[] = ['textbook', 'waybill'];

const systemsOf = (wanted: string | undefined): readonly SystemName[] => {
  const systems = both.filter((name) => wanted === undefined || name === wanted);
  if (systems.length === 0) throw new Fault(`--system takes textbook or waybill, not '${wanted}'`);
  return systems;
};

const wholeNumber = (flag: string, value: string, minimum: number, maximum: number): number => {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= minimum && number <= maximum) return number;
  throw new Fault(`${flag} takes a whole number from ${minimum} to ${maximum}, not '${value}'`);
};
