import { describe, expect, it } from 'vitest';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Entry } from '#contracts/order-standing.ts';
import type { Sight } from '#platform/tables.ts';
import { handlerContext } from '#test/context.ts';
import {
  inventoryUpdated,
  paymentCaptured,
  paymentProcessed,
  placeOrder,
  shipmentPrepared,
} from '#test/messages.ts';
import { endOrder } from './change-order.ts';
import { newOrder } from './new-order.ts';
import { knowsAllOf } from './projection.ts';
import { createRecordEvent } from './record-progress.ts';
import { entryOf, hear } from './testing/hear.ts';

const now = Date.parse('2026-01-02T03:04:07.000Z');
const placed = newOrder(placeOrder(), { now, stalledAfterMs: 300_000, expiresAfterMs: 3_600_000 });
const { orderId } = placed;
const message = paymentCaptured(orderId);
const whole = [paymentProcessed, inventoryUpdated, shipmentPrepared, paymentCaptured].map((event) =>
  entryOf(event(orderId)),
);

type Seen = { order: OrderRecord | undefined; account: Entry[] };

/** One order, and what a look finds of it and of its owners; `reads` says how it was read. */
const setup = (stored: OrderRecord, look: Seen) => {
  const latest: Seen = { order: stored, account: whole };
  const reads: Sight[] = [];
  const orderBy = (sight: Sight) => async () => {
    reads.push(sight);
    return (sight === 'look' ? look : latest).order;
  };
  const deps = {
    store: {
      create: () => Promise.reject(new Error('not here')),
      get: orderBy('get'),
      look: orderBy('look'),
      replace: async (order: OrderRecord, version: number) => {
        if (latest.order?.version !== version) return { applied: false as const, item: latest.order };
        latest.order = order;
        return { applied: true as const };
      },
    },
    accountOf: async (_: string, sight: Sight) => (sight === 'look' ? look : latest).account,
    now: () => now,
  };
  const record = () => createRecordEvent(deps, endOrder)(message, handlerContext());
  return { reads, record, latest };
};

const story = ['OrderCreated', ...whole.map(({ type }) => type), 'OrderCompleted'];

describe('what ends an order', () => {
  it('is recorded as a look shows it, with the whole story', async () => {
    const { record, reads, latest } = setup(placed, { order: placed, account: whole });
    expect(await record()).toMatchObject([{ type: 'OrderCompleted' }]);
    expect(latest.order?.timeline.map(({ type }) => type)).toEqual(story);
    expect(reads).toEqual(['look']);
  });

  const version2 = hear(placed, paymentProcessed(orderId), new Date(now).toISOString()) as OrderRecord;
  it.each<[string, OrderRecord, Seen]>([
    ['does not find the order', placed, { order: undefined, account: whole }],
    ['does not find what the message tells of', placed, { order: placed, account: whole.slice(0, 3) }],
    ['finds the order as it was', version2, { order: placed, account: whole }],
    ['finds less than the order has heard', version2, { order: version2, account: whole.slice(1) }],
  ])('is looked at again where a look %s', async (_, stored, look) => {
    const { record, reads, latest } = setup(stored, look);
    expect(await record()).toMatchObject([{ type: 'OrderCompleted' }]);
    expect(latest.order?.timeline.map(({ type }) => type)).toEqual(story);
    expect(reads).toEqual(['look', 'get']);
  });

  it('and was recorded before is told again as it is stored', async () => {
    const first = setup(placed, { order: placed, account: whole });
    const told = await first.record();
    const completed = first.latest.order as OrderRecord;
    for (const order of [placed, completed])
      expect(await setup(completed, { order, account: whole }).record()).toEqual(told);
  });
});

describe('an account', () => {
  const heard = hear(placed, paymentProcessed(orderId), new Date(now).toISOString()) as OrderRecord;

  it('has all that the order has heard, whatever the order itself has told', () => {
    expect(knowsAllOf(placed, [])).toBe(true);
    expect(knowsAllOf(heard, whole)).toBe(true);
  });

  it('that was read too early has not', () => {
    expect(knowsAllOf(heard, whole.slice(1))).toBe(false);
  });
});
