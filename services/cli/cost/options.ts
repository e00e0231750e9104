// What `npm run cost` was asked to do: its command line, read and checked. Pure.
import { parseFlags } from '../ops/parse-flags.ts';
import { Fault } from '../ops/terminal.ts';
import { assumptions } from './assumptions.ts';
import type { Demand } from './variable.ts';

type Options =
  | { kind: 'estimate'; environment: string | undefined; demand: Demand; json: boolean }
  | { kind: 'write' }
  | { kind: 'help' };

export const usage = `Says what an environment costs a month and an order, from its settings, AWS's prices and what the benchmark counted.

  npm run cost -- --orders-per-day 1000 --environment prod

  --orders-per-day N     so many, every day
  --environment NAME     of infra/environments
  --peak-factor 3        the four busiest hours of a day take so many times its mean, 1 to 6
  --months-kept 12       for how many months orders stay in the tables
  --requests-per-order 36  HTTP requests for each order, those of visitors who only look included
  --json                 one JSON document, for programs
  --write                puts the tables into docs/costs.md instead
  --help                 this text

Exit codes: 0 done, 1 something failed, 2 wrong options.
`;

const flags = {
  'orders-per-day': { type: 'string' },
  environment: { type: 'string' },
  'peak-factor': { type: 'string', default: String(assumptions.peakFactor) },
  'months-kept': { type: 'string', default: String(assumptions.monthsKept) },
  'requests-per-order': { type: 'string', default: String(assumptions.requestsPerOrder) },
  json: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** @throws Fault that names the option */
export const readOptions = (args: string[]): Options => {
  const { values } = parseFlags({ args, options: flags });
  if (values.help) return { kind: 'help' };
  if (values.write) return { kind: 'write' };
  const { environment, json } = values;
  const given = values['orders-per-day'];
  if (given === undefined) throw new Fault('How many orders? --orders-per-day takes a whole number');
  const demand = {
    ordersPerDay: number('--orders-per-day', given, { from: 1, to: 1e9, isWhole: true }),
    peakFactor: number('--peak-factor', values['peak-factor'], { from: 1, to: 24 / assumptions.peakHours }),
    monthsKept: number('--months-kept', values['months-kept'], { from: 0, to: 1_200 }),
    requestsPerOrder: number('--requests-per-order', values['requests-per-order'], { from: 1, to: 1e6 }),
  };
  return { kind: 'estimate', environment, demand, json };
};

type Bounds = { from: number; to: number; isWhole?: boolean };

const number = (flag: string, value: string, { from, to, isWhole = false }: Bounds): number => {
  const read = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (read >= from && read <= to && (!isWhole || Number.isInteger(read))) return read;
  const range = `from ${from} to ${to.toLocaleString('en-US')}`;
  throw new Fault(`${flag} takes a ${isWhole ? 'whole ' : ''}number ${range}, not '${value.slice(0, 60)}'`);
};
