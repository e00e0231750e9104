// What `npm run simulate` was asked to do: its command line, read and checked. Pure.
import { parseArgs } from 'node:util';

export type Options = {
  seeds: number;
  from: number;
  /** Replays this one, with its trace. */
  seed: number | undefined;
  threads: number | undefined;
  matrix: boolean;
  pairs: number;
  /** Puts the table of the matrix into docs/reliability.md. */
  write: boolean;
  json: boolean;
  help: boolean;
};

export const usage = `Runs orders through the real services on a simulated AWS, with crashes, lost answers, duplicates, reordering and
redrives that a seed decides, and checks every promise. See docs/reliability.md.

  npm run simulate -- [options]

  --seeds 2000       how many runs, each of another seed
  --from 1           the first seed
  --seed 42          replays one seed: its trace and, when something is violated, the faults that it takes
  --matrix           instead: every single fault at every call of every scenario, as a table
  --pairs 500        with --matrix: and so many pairs of faults, by sample
  --write            with --matrix: puts the table into docs/reliability.md
  --threads 2        as many as the machine has processors, if not given
  --json             one JSON document: seeds, seeds/s, orders, crashes, duplicates, violations, and more
  --help             this text

Exit codes: 0 every promise kept, 1 a violation, 2 wrong options.
`;

const flags = {
  seeds: { type: 'string', default: '2000' },
  from: { type: 'string', default: '1' },
  seed: { type: 'string' },
  threads: { type: 'string' },
  matrix: { type: 'boolean', default: false },
  pairs: { type: 'string', default: '500' },
  write: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** @throws Error that says which option is wrong, and how */
export const readOptions = (args: string[]): Options => {
  const { values } = parseArgs({ args, options: flags });
  const { seed, threads, matrix, write, json, help } = values;
  return {
    seeds: wholeNumber('--seeds', values.seeds, 1),
    from: wholeNumber('--from', values.from, 0),
    seed: seed === undefined ? undefined : wholeNumber('--seed', seed, 0),
    threads: threads === undefined ? undefined : wholeNumber('--threads', threads, 1),
    pairs: wholeNumber('--pairs', values.pairs, 0),
    matrix,
    write,
    json,
    help,
  };
};

const wholeNumber = (flag: string, value: string, minimum: number): number => {
  const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= minimum) return number;
  throw new Error(`${flag} takes a whole number from ${minimum}, not '${value}'`);
};
