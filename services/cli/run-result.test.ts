import { expect, it } from 'vitest';
import { resultOf } from './run-result.ts';

const asked = { paymentToken: undefined, waitSeconds: 30 };

it('an order that completed, and whose stream ended, ended as asked', () => {
  expect(resultOf({ status: 'COMPLETED', ended: true }, asked)).toEqual({ exitCode: 0 });
});

it('an order that completed in time but whose mail did not come is late', () => {
  const result = resultOf({ status: 'COMPLETED', ended: false }, asked);
  expect(result).toMatchObject({
    exitCode: 1,
    message: expect.stringContaining('its mail is not sent yet'),
  });
});

it.each(['OUT_OF_STOCK', 'PAYMENT_DECLINED'] as const)('%s is not what was asked for', (status) => {
  const result = resultOf({ status, ended: true }, asked);
  expect(result).toEqual({ exitCode: 1, message: `The order ended as ${status}, not as COMPLETED.` });
});

it('a declined order ended as asked when a decline was asked for', () => {
  const seen = { status: 'PAYMENT_DECLINED' as const, ended: true };
  expect(resultOf(seen, { ...asked, paymentToken: 'tok_declined' })).toEqual({ exitCode: 0 });
});

it.each(['RECEIVED', 'PAYMENT_AUTHORIZED', 'RELEASING_PAYMENT'] as const)(
  '%s is where it stood',
  (status) => {
    const { message } = resultOf({ status, ended: false }, asked);
    expect(message).toBe(`After 30 s the order stands at ${status}. It goes on without this command.`);
  },
);
