import { describe, expect, it } from 'vitest';
import type { Payment } from '#contracts/payment-record.ts';
import { newOrderId, paymentProcessed } from '#test/messages.ts';
import { createFacts } from './facts.ts';
import type { Sight, Tables } from './tables.ts';

const orderId = newOrderId();
const { id, ...authorized } = paymentProcessed(orderId);
const payment: Payment = {
  orderId,
  state: 'AUTHORIZED',
  amount: 1250,
  currency: 'USD',
  createdAt: authorized.at,
  events: { PaymentProcessed: authorized },
};

/** What a read finds, by how it looks; and how it looked. */
const setup = (stored: Record<Sight, Payment | undefined>) => {
  const reads: Sight[] = [];
  const reading = (sight: Sight) => async () => {
    reads.push(sight);
    return stored[sight] as never;
  };
  const tables = { get: reading('get'), look: reading('look') } as unknown as Tables;
  return { reads, fact: createFacts(tables).paymentWasAuthorized };
};

describe('a fact', () => {
  it('that a look finds is one', async () => {
    const { fact, reads } = setup({ look: payment, get: undefined });
    expect(await fact(orderId)).toEqual(authorized);
    expect(reads).toEqual(['look']);
  });

  it('that a look does not find may be one all the same', async () => {
    const { fact, reads } = setup({ look: undefined, get: payment });
    expect(await fact(orderId)).toEqual(authorized);
    expect(reads).toEqual(['look', 'get']);
  });

  it('is none when the latest write left none', async () => {
    const declined = paymentProcessed(orderId, 'declined');
    const other: Payment = { ...payment, state: 'DECLINED', events: { PaymentProcessed: declined } };
    expect(await setup({ look: undefined, get: undefined }).fact(orderId)).toBeUndefined();
    expect(await setup({ look: other, get: other }).fact(orderId)).toBeUndefined();
  });
});
