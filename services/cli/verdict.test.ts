import { expect, test } from 'vitest';
import { verdictOf } from './verdict.ts';

const asked = { paymentToken: undefined, waitSeconds: 30 };

test('an order that completed, and whose stream ended, ended as asked', () => {
  expect(verdictOf({ status: 'COMPLETED', ended: true }, asked)).toEqual({ exitCode: 0 });
});

test('an order that completed in time but whose mail did not come is late', () => {
  const verdict = verdictOf({ status: 'COMPLETED', ended: false }, asked);
  expect(verdict).toMatchObject({
    exitCode: 1,
    message: expect.stringContaining('its mail is not sent yet'),
  });
});

test.each(['OUT_OF_STOCK', 'PAYMENT_DECLINED'] as const)('%s is not what was asked for', (status) => {
  const verdict = verdictOf({ status, ended: true }, asked);
  expect(verdict).toEqual({ exitCode: 1, message: `The order ended as ${status}, not as COMPLETED.` });
});

test('a declined order ended as asked when a decline was asked for', () => {
  const seen = { status: 'PAYMENT_DECLINED' as const, ended: true };
  expect(verdictOf(seen, { ...asked, paymentToken: 'tok_declined' })).toEqual({ exitCode: 0 });
});

test.each(['RECEIVED', 'PAYMENT_AUTHORIZED', 'RELEASING_PAYMENT'] as const)(
  '%s is where it stood',
  (status) => {
    const { message } = verdictOf({ status, ended: false }, asked);
    expect(message).toBe(`After 30 s the order stands at ${status}. It goes on without this command.`);
  },
);
