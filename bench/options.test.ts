import { expect, it } from 'vitest';
import { readCommandLine } from './options.ts';

const read = (...args: string[]) => readCommandLine(args, ['drain', 'kill']);

it('measures everything on both systems by default', () => {
  expect(read()).toEqual({
    kind: 'bench',
    options: {
      only: [],
      systems: ['textbook', 'waybill'],
      quick: false,
      json: false,
      verbose: false,
      write: false,
      largestBacklog: 100_000,
    },
  });
});

it('measures what --only names, on the one --system', () => {
  expect(read('--only', 'kill', '--only', 'drain', '--system', 'waybill')).toMatchObject({
    options: { only: ['kill', 'drain'], systems: ['waybill'] },
  });
});

it.each([
  [['--only', 'drian'], "--only takes one of drain, kill, not 'drian'"],
  [['--system', 'both'], "--system takes textbook or waybill, not 'both'"],
  [['--largest-backlog', '1e6'], "--largest-backlog takes a whole number from 1000 to 1000000, not '1e6'"],
  [['--fast'], "Unknown option '--fast'"],
  [['drain'], "Unexpected argument 'drain'"],
])('refuses %j, and says why', (args, message) => {
  expect(read(...args)).toEqual({ kind: 'fault', message: expect.stringContaining(message) });
});

it('explains itself', () => {
  expect(read('--help', '--quick')).toEqual({ kind: 'help' });
});
