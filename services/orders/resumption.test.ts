import { describe, expect, it } from 'vitest';
import { orderEvent } from '#contracts/order-events.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Entry } from '#contracts/order-standing.ts';
import { isStuck, statusPartitionOf } from '#contracts/status-index.ts';
import {
  cancelOrder,
  inventoryUpdated,
  paymentCaptured,
  paymentProcessed,
  placeOrder,
  resumeOrder,
  shipmentCancelled,
  shipmentPrepared,
} from '#test/messages.ts';
import { newOrder } from './new-order.ts';
import { resumption } from './resumption.ts';
import { entryOf, hear, type OrderMessage } from './testing/hear.ts';

const command = placeOrder();
const orderId = command.subject;
const placedAt = Date.parse(command.at);
const minute = 60_000;
const stalledAfterMs = 5 * minute;
const expiresAfterMs = 72 * 60 * minute;

const orderAfter = (...messages: OrderMessage[]): OrderRecord =>
  messages.reduce(
    (order, message) => hear(order, message, command.at) ?? order,
    newOrder(command, { now: placedAt, stalledAfterMs, expiresAfterMs }),
  );
const reserved = orderAfter(paymentProcessed(orderId), inventoryUpdated(orderId));
const completed = orderAfter(
  paymentProcessed(orderId),
  inventoryUpdated(orderId),
  shipmentPrepared(orderId),
  paymentCaptured(orderId),
);

/** A request of its own for each time, as the sweeper makes one for each stall. */
const askedAt = (order: OrderRecord, minutes: number, forced = false, account: Entry[] = []) => {
  const now = placedAt + minutes * minute;
  const at = new Date(now).toISOString();
  const request = { ...resumeOrder(orderId, forced), id: `resume-${minutes}`, at };
  return resumption(order, account, request, { now, stalledAfterMs });
};
const typesOf = ({ emissions }: ReturnType<typeof askedAt>) => emissions.map(({ type }) => type);

describe('an order that is asked to resume', () => {
  it('is left alone while it may still move by itself, and once it is over', () => {
    expect(askedAt(reserved, 4)).toEqual({ emissions: [] });
    expect(askedAt(completed, 100_000)).toEqual({ emissions: [] });
  });

  it('tells again what it told before when it has stalled, so that every step after it tells again too', () => {
    expect(typesOf(askedAt(reserved, 5))).toEqual(['OrderCreated']);
  });

  it('is watched from then on, until it completes', () => {
    const { next } = askedAt(reserved, 5);
    expect(reserved.statusPartition).toBeUndefined();
    expect(next?.statusPartition).toMatch(/^WATCHED#/);
    const shipped = hear(next as OrderRecord, shipmentPrepared(orderId), command.at) as OrderRecord;
    expect(shipped.statusPartition).toMatch(/^WATCHED#/);
    expect(hear(shipped, paymentCaptured(orderId), command.at)?.statusPartition).toMatch(/^COMPLETED#/);
  });

  it('is watched too when it is cancelled because it has expired', () => {
    expect(askedAt(reserved, 72 * 60).next?.statusPartition).toMatch(/^WATCHED#/);
  });

  it('tells again when the request is delivered again', () => {
    const first = askedAt(reserved, 5);
    const again = askedAt(first.next as OrderRecord, 5);
    expect(again.next).toBeUndefined();
    expect(again.emissions).toEqual(first.emissions);
  });

  it('has twice the time after each resumption, then is stuck and waits for a person', () => {
    const once = askedAt(reserved, 5).next as OrderRecord;
    expect(askedAt(once, 14)).toEqual({ emissions: [] });
    const twice = askedAt(once, 15).next as OrderRecord;
    expect(askedAt(twice, 34)).toEqual({ emissions: [] });
    const escalated = askedAt(twice, 35);
    expect(escalated.emissions).toEqual([]);
    expect(isStuck(escalated.next as OrderRecord)).toBe(true);
    expect(askedAt(escalated.next as OrderRecord, 1_000)).toEqual({ emissions: [] });
  });

  it('is open again, with all its chances, as soon as it moves', () => {
    const once = askedAt(reserved, 5).next as OrderRecord;
    const stuck = askedAt(askedAt(once, 15).next as OrderRecord, 35).next as OrderRecord;
    const at = new Date(placedAt + 40 * minute).toISOString();
    const moved = hear(stuck, { ...shipmentPrepared(orderId), at }, at) as OrderRecord;
    expect(isStuck(moved)).toBe(false);
    expect(askedAt(moved, 49)).toEqual({ emissions: [] });
    expect(typesOf(askedAt(moved, 50))).toContain('OrderCreated');
  });

  it('is cancelled, as if a customer had asked, when it expires before it was shipped', () => {
    const { next, emissions } = askedAt(reserved, 72 * 60);
    expect(emissions).toMatchObject([{ type: 'OrderCancelled', data: { amount: 1250 } }]);
    expect(next).toMatchObject({ status: 'CANCELLING' });
    expect(next?.timeline.at(-1)).toMatchObject({ type: 'OrderCancelled', detail: { reason: 'expired' } });
    expect(askedAt(next as OrderRecord, 72 * 60).emissions).toEqual(emissions);
  });

  it('ends at once when everything was done, and only the news of it was lost', () => {
    const account = [shipmentPrepared(orderId), paymentCaptured(orderId)].map(entryOf);
    const { next, emissions } = askedAt(reserved, 1, false, account);
    expect(next).toMatchObject({ status: 'COMPLETED' });
    expect(emissions).toMatchObject([{ type: 'OrderCompleted', outcome: 'fulfilled' }]);
    expect(askedAt(next as OrderRecord, 1, false, account).emissions).toEqual(emissions);
  });

  it('has until its next deadline when more was done than it had heard of', () => {
    const at = new Date(placedAt + 8 * minute).toISOString();
    const account = [{ ...entryOf(shipmentPrepared(orderId)), at }];
    expect(askedAt(reserved, 9, false, account)).toEqual({ emissions: [] });
    expect(askedAt(reserved, 18, false, account).next).toMatchObject({ status: 'SHIPPED' });
  });

  it('does not expire once it was shipped', () => {
    const shipped = orderAfter(
      paymentProcessed(orderId),
      inventoryUpdated(orderId),
      shipmentPrepared(orderId),
    );
    expect(typesOf(askedAt(shipped, 72 * 60))).toContain('OrderCreated');
  });

  it('tells again whenever an operator asks, also when it is over, and is none the worse for it', () => {
    expect(askedAt(completed, 0, true)).toEqual({
      emissions: completed.emitted.map((emitted) => orderEvent(completed, emitted)),
    });
    expect(typesOf(askedAt(reserved, 0, true))).toEqual(['OrderCreated']);
  });

  it('is watched once an operator has asked, wherever the sweeper is, and written no second time', () => {
    const first = askedAt(reserved, 0, true);
    const statusPartition = statusPartitionOf(orderId, 'WATCHED');
    expect(first.next).toEqual({ ...reserved, statusPartition, version: reserved.version + 1 });
    const again = askedAt(first.next as OrderRecord, 1, true);
    expect(again).toEqual({ next: undefined, emissions: first.emissions });
  });

  it('is watched with the same write that records what was done for it, when an operator asks', () => {
    const account = [entryOf(shipmentPrepared(orderId))];
    const { next } = askedAt(reserved, 0, true, account);
    expect(next).toMatchObject({ status: 'SHIPPED', version: reserved.version + 1 });
    expect(next?.statusPartition).toMatch(/^WATCHED#/);
    expect(askedAt(next as OrderRecord, 1, true, account).next).toBeUndefined();
  });

  it('stays with those that wait for a person when an operator asks for one of them', () => {
    const twice = askedAt(askedAt(reserved, 5).next as OrderRecord, 15).next as OrderRecord;
    const stuck = askedAt(twice, 35).next as OrderRecord;
    expect(askedAt(stuck, 40, true)).toMatchObject({
      next: undefined,
      emissions: [{ type: 'OrderCreated' }],
    });
  });

  it('has all its chances again after an event that leaves it in its status', () => {
    const cancelling = orderAfter(paymentProcessed(orderId), inventoryUpdated(orderId), cancelOrder(orderId));
    const once = askedAt(cancelling, 10).next as OrderRecord;
    const stuck = askedAt(askedAt(once, 30).next as OrderRecord, 70).next as OrderRecord;
    expect(isStuck(stuck)).toBe(true);
    const at = new Date(placedAt + 80 * minute).toISOString();
    const told = hear(stuck, { ...inventoryUpdated(orderId, 'released'), at }, at) as OrderRecord;
    expect([told.status, isStuck(told)]).toEqual(['CANCELLING', false]);
    expect(askedAt(told, 89)).toEqual({ emissions: [] });
    expect(askedAt(told, 90).next).toBeDefined();
  });

  it('asks shipping for the verdict that it came to by itself, when that has to be told again', () => {
    const expired = orderAfter(
      paymentProcessed(orderId),
      inventoryUpdated(orderId),
      shipmentCancelled(orderId),
    );
    expect(expired).toMatchObject({ status: 'CANCELLING' });
    for (const [minutes, forced] of [
      [10, false],
      [0, true],
    ] as const)
      expect(askedAt(expired, minutes, forced)).toMatchObject({
        next: { timeline: expect.arrayContaining([expect.objectContaining({ type: 'OrderCancelled' })]) },
        emissions: [{ type: 'OrderCancelled' }],
      });
  });
});
