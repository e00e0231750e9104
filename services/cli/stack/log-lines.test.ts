import { expect, it } from 'vitest';
import type { Clients } from './clients.ts';
import { describeEvent, isAtLeast, type LogEvent } from './log-lines.ts';
import { readAll, readLogs } from './logs.ts';

const event = (message: string): LogEvent => ({
  id: '1',
  task: 'workers',
  at: Date.UTC(2026, 10, 20),
  message,
});
const line = event(
  JSON.stringify({
    level: 'warn',
    time: '2026-11-20T12:00:00.123Z',
    service: 'payment',
    orderId: 'abc',
    ms: 12,
    err: { message: 'away', stack: 'Error: away\n    at …' },
    msg: 'stock cannot be read',
  }),
);

it('a line of JSON is read out: when, how grave, who, what, and its fields', () => {
  expect(describeEvent(line)).toBe(
    '2026-11-20 12:00:00Z warn  payment: stock cannot be read  orderId=abc  ms=12  err=away\n',
  );
});

it('what is not JSON is shown as it is, but cannot steer the terminal', () => {
  expect(describeEvent(event('FATAL \u001b[31mheap\u001b[0m\n'))).toBe(
    '2026-11-20 00:00:00Z       workers: FATAL  [31mheap [0m\n',
  );
});

it.each([
  ['info', true],
  ['warn', true],
  ['error', false],
] as const)('a warning is at least %s: %s', (least, expected) => {
  expect(isAtLeast(line, least)).toBe(expected);
  expect(isAtLeast(event('no JSON'), least)).toBe(true);
});

it('reads what was asked for', () => {
  const orderId = '8c6ace1b-bfc3-84a9-8451-a37c2abc5734';
  const { environment, query } = readLogs(
    `payment orders --environment dev --order ${orderId} --since 2h --level error --follow`.split(' '),
  );
  expect(environment).toBe('dev');
  expect(query).toMatchObject({ tasks: ['payment', 'orders'], orderId, sinceMs: 7_200_000, level: 'error' });
});

it.each([
  ['--since 5', /--since takes seconds, minutes/],
  ['--level loud', /--level takes one of trace/],
  ['--order 12', /--order takes an order id/],
  ['--limit 0', /--limit takes a whole number/],
])('%s is refused', (args, message) => {
  expect(() => readLogs(args.split(' '))).toThrow(message);
});

/** CloudWatch Logs with `pages` pages of one line each. */
const logsOf = (pages: number) => {
  let page = 0;
  const send = async () => {
    page += 1;
    const events = [{ eventId: String(page), timestamp: Date.UTC(2026, 10, 20), message: `line ${page}` }];
    return { events, ...(page < pages && { nextToken: String(page) }) };
  };
  return { logs: { send } as unknown as Clients['logs'] };
};

it.each([
  [3, 3, ''],
  [1_000, 20, /^payment wrote more than was read; what is missing came after 2026-11-20 00:00:00Z/],
])('of %s pages it reads %s, and says what is missing', async (pages, expected, said) => {
  let err = '';
  const writeError = (text: string) => {
    err += text;
  };
  const terminal = { interrupted: new AbortController().signal, writeError };
  const query = { orderId: undefined, level: 'info' as const };
  const events = await readAll(logsOf(pages), [['payment', '/waybill-dev/payment']], query, 0, terminal);
  expect(events).toHaveLength(expected);
  expect(err).toMatch(said);
});
