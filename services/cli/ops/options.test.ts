import { describe, expect, it } from 'vitest';
import { readAudit, readDiscard, readList, readRedrive, readResume, readShow } from './options.ts';

const orderId = '0198a3f2-7c11-7abc-8def-0123456789ab';

it('a redrive is of everything, ten a second, in the name of who is logged in, unless it says otherwise', () => {
  expect(readRedrive([])).toMatchObject({
    selection: {},
    rate: 10,
    dryRun: false,
    actor: expect.stringMatching(/^.+@.+$/),
  });
  expect(readRedrive([])).not.toHaveProperty('queue');
  const args = ['payment-queue-dlq', '--dry-run', '--rate', '3', '--only', 'abcd', '--limit', '7'];
  expect(readRedrive([...args, '--order', orderId, '--type', 'OrderCreated', '--as', 'alice'])).toMatchObject(
    {
      queue: 'payment-queue',
      selection: { only: 'abcd', limit: 7, orderId, type: 'OrderCreated' },
      rate: 3,
      dryRun: true,
      actor: 'alice',
    },
  );
});

it('a discard is of one message, or, said twice, of all; for a reason', () => {
  const reason = ['--reason', ' a test '];
  expect(readDiscard(['payment-queue', '--only', 'abcd', ...reason])).toMatchObject({
    queue: 'payment-queue',
    selection: { only: 'abcd' },
    reason: 'a test',
  });
  expect(readDiscard(['payment-queue', '--all', '--yes', ...reason]).selection).toEqual({});
});

it('what is shown is named by its id, with or without its queue', () => {
  expect(readShow(['abcd']).query).toEqual({ id: 'abcd', withBody: false });
  expect(readShow(['payment-queue', 'abcd', '--with-body']).query).toEqual({
    queue: 'payment-queue',
    id: 'abcd',
    withBody: true,
  });
});

describe('wrong arguments are named:', () => {
  it.each([
    { read: readRedrive, args: ['--colour'], message: /--colour/ },
    { read: readRedrive, args: ['nope'], message: /no queue 'nope'. There are: order-queue, / },
    { read: readRedrive, args: ['payment-queue', 'order-queue'], message: /redrive \[QUEUE\]/ },
    { read: readRedrive, args: ['--rate', '0'], message: /--rate .* 1 to 100, not '0'/ },
    { read: readRedrive, args: ['--rate', '101'], message: /1 to 100/ },
    { read: readRedrive, args: ['--only', 'abc'], message: /--only .* first 4 characters, not 'abc'/ },
    { read: readRedrive, args: ['--order', '42'], message: /--order takes an order id/ },
    { read: readList, args: ['--type', 'Ordercreated'], message: /--type .*\(PlaceOrder, .*'Ordercreated'/ },
    { read: readRedrive, args: ['--type', 'PaymentFailed'], message: /--type takes a type of message/ },
    { read: readRedrive, args: ['--as', ''], message: /--as takes a name/ },
    {
      read: readRedrive,
      args: ['--as', 'Zoë'],
      message: /ASCII characters: this one has characters of another kind$/,
    },
    { read: readRedrive, args: ['--reason', ' '], message: /--reason takes a text .*: this one is empty$/ },
    { read: readRedrive, args: ['--reason', 'x'.repeat(501)], message: /at most 500 .*: this one has 501$/ },
    {
      read: readRedrive,
      args: ['--reason', 'a\u0007b'],
      message: /: this one has characters of another kind$/,
    },
    {
      read: readRedrive,
      args: ['--as', 'ë'.repeat(101)],
      message: /this one has 101, and has characters of/,
    },
    { read: readDiscard, args: ['payment-queue', '--only', 'abcd'], message: /needs --reason/ },
    { read: readDiscard, args: ['--only', 'abcd', '--reason', 'x'], message: /discard QUEUE/ },
    { read: readDiscard, args: ['payment-queue', '--reason', 'x'], message: /--only ID or --all/ },
    { read: readDiscard, args: ['payment-queue', '--all', '--reason', 'x'], message: /add --yes/ },
    { read: readDiscard, args: ['payment-queue', '--all', '--only', 'abcd'], message: /either/ },
    { read: readList, args: ['--limit', '1001'], message: /--limit .* 1 to 1000/ },
    { read: readShow, args: [], message: /dlq show \[QUEUE\] ID/ },
    { read: readResume, args: ['42'], message: /resume takes an order id/ },
    { read: readAudit, args: ['--month', '2026-13'], message: /--month takes a month, like 2026-11/ },
    { read: readAudit, args: ['extra'], message: /extra/ },
  ])('$args', ({ read, args, message }) => {
    expect(() => read(args)).toThrow(message);
  });
});
