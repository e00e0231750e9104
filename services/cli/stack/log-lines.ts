// A line of a service's JSON log as a person reads it. Pure.
import { printable, shortTime } from '../ops/table.ts';

export type LogEvent = { id: string; task: string; at: number; message: string };

/** From the least to the gravest, as the services name them. */
export const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type Level = (typeof levels)[number];

type Line = { level?: string; time?: string; service?: string; msg?: string; err?: { message?: string } };

const parse = (message: string): (Line & Record<string, unknown>) | undefined => {
  try {
    const line: unknown = JSON.parse(message);
    return typeof line === 'object' && line !== null ? (line as Line & Record<string, unknown>) : undefined;
  } catch {
    // What Node itself prints, as when it runs out of memory, is no JSON, and is worth showing.
    return undefined;
  }
};

/** What has no level is shown: it is no log line of ours. */
export const isAtLeast = ({ message }: LogEvent, least: Level): boolean => {
  const level = parse(message)?.level;
  const rank = levels.indexOf(level as Level);
  return rank < 0 || rank >= levels.indexOf(least);
};

/** '2026-11-20 12:00:00Z warn  payment: stock cannot be read orderId=… ms=12' */
export const describeEvent = (event: LogEvent): string => {
  const line = parse(event.message);
  const at = shortTime(new Date(event.at).toISOString());
  if (!line) return `${at}       ${event.task}: ${printable(event.message.trimEnd())}\n`;
  const { level = '', time, service = event.task, msg = '', err, ...fields } = line;
  const known = Object.entries(fields).map(([name, value]) => `${name}=${asText(value)}`);
  const cause = err?.message === undefined ? [] : [`err=${asText(err.message)}`];
  const words = [printable(msg), ...known, ...cause].join('  ');
  return `${shortTime(time ?? new Date(event.at).toISOString())} ${level.padEnd(5)} ${service}: ${words}\n`;
};

const asText = (value: unknown): string =>
  printable(typeof value === 'string' ? value : JSON.stringify(value));
