// Every legal state is silent; every violation fires its rule, and no other.
import { describe, expect, it } from 'vitest';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Reservation } from '#contracts/reservation-record.ts';
import { type Holds, newStockRecord } from '#contracts/stock-record.ts';
import { type Findings, findExceptions, type Times } from './find-exceptions.ts';
import { enterInventory } from './keep-books.ts';
import { completed, legalEndings, received, refunded, shipped } from './testing/endings.ts';
import { anHourLater, at, booksOf, type Items, orderId } from './testing/legal-orders.ts';
import { violations } from './testing/violations.ts';

const times: Times = { now: anHourLater, graceMs: 15 * 60_000, stalledAfterMs: 300_000 };
const atOnce: Times = { ...times, now: Date.parse(at) + 60_000 };

const find = (items: Items, when = times): Findings => findExceptions(booksOf(items), when);
const heldProduct = (holds: Holds) => {
  const product = { productId: 'p1', name: 'p1', description: '', price: 1, currency: 'USD' };
  return { ...newStockRecord(product, 10), available: 8, holds };
};
const kindsOf = ({ exceptions }: Findings): string[] => exceptions.map(({ kind }) => kind);

describe.each(Object.entries(legalEndings))('an order that is %s', (_, items) => {
  it('balances', () => {
    const { exceptions, totals } = find(items());
    expect(exceptions).toEqual([]);
    expect(totals).toMatchObject({ orders: 1, inProgress: 0, balancedProducts: 2 });
  });
});

describe.each(Object.entries({ received, shipped }))('an order that was %s a minute ago', (_, items) => {
  it('is in progress', () => {
    const { exceptions, totals } = find(items(), atOnce);
    expect(exceptions).toEqual([]);
    expect(totals.inProgress).toBe(1);
  });
});

describe.each(Object.entries(violations))('%s', (_, [items, ...kinds]) => {
  it(`is reported as ${kinds.join(', ')}`, () => {
    const findings = find(items);
    const ofOrder = findings.exceptions.filter((exception) => exception.orderId === orderId);
    expect(ofOrder.map(({ kind }) => kind)).toEqual(kinds);
    for (const { todo } of ofOrder) expect(todo).toContain(orderId);
  });
});

const impossible = ['a capture and a void', 'two captures', 'two refunds', 'a mail of another ending'];

describe.each(impossible)('%s', (name) => {
  it('is reported however young the order is', () => {
    const [items, kind] = violations[name] ?? [completed()];
    expect(kindsOf(find(items, atOnce))).toContain(kind);
  });
});

it.each([
  'no mail',
  'a payment behind its ledger',
  'an order that nobody knows',
  'no capture for what was shipped',
])('%s may be a matter of time while the order is young', (name) => {
  const [items] = violations[name] ?? [completed()];
  expect(kindsOf(find(items, atOnce))).toEqual([]);
});

const receivedOrder = (changes: Partial<OrderRecord>): Items => {
  const items = received();
  return { ...items, order: { ...(items.order as OrderRecord), ...changes } };
};

it('an order that is stuck is reported however young it is', () => {
  expect(kindsOf(find(receivedOrder({ statusPartition: 'STUCK#1' }), atOnce))).toEqual(['order-stuck']);
});

it('an open order is in progress until it is overdue, whatever the grace period is', () => {
  const impatient = { ...atOnce, graceMs: 0 };
  expect(find(received(), impatient)).toMatchObject({ exceptions: [], totals: { inProgress: 1 } });
  expect(kindsOf(find(received(), { ...impatient, stalledAfterMs: 59_000 }))).toEqual(['order-overdue']);
});

it('an open order is overdue once the sweeper has had the time to find it', () => {
  const overdueAfter = (slackMs: number) => kindsOf(find(received(), { ...times, slackMs }));
  const lateMs = anHourLater - Date.parse(at) - times.stalledAfterMs;
  expect(overdueAfter(lateMs + 1)).toEqual([]);
  expect(overdueAfter(lateMs)).toEqual(['order-overdue']);
});

it('a resumed order has time to go on', () => {
  const at = new Date(anHourLater).toISOString();
  const resumed = { count: 1, at, by: 'm' };
  expect(find(receivedOrder({ resumed })).totals.inProgress).toBe(1);
});

it('the totals say what was captured, refunded and shipped, and where orders stand', () => {
  const { totals } = find(refunded('write_off'));
  expect(totals).toMatchObject({ byStatus: { REFUNDED: 1 }, captured: 1250, refunded: 1250, shipped: 1250 });
});

it('a hold that its reservation names is not counted beside it', () => {
  const { reservation } = completed();
  const books = booksOf({ ...received(), ledger: [] });
  const product = books.products.get('p1');
  expect(product).toMatchObject({ available: 10, held: 0, reserved: 0 });
  enterInventory(books, heldProduct({ [orderId]: { quantity: 2, by: 'attempt', rev: 1 } }));
  expect(product).toMatchObject({ available: 8, held: 2, reserved: 0 });
  enterInventory(books, reservation as Reservation);
  expect(product).toMatchObject({ available: 8, held: 0, reserved: 2 });
});
