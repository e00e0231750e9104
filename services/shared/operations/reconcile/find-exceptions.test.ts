// Every legal state is silent; every violation fires its rule, and no other.
import { describe, expect, it } from 'vitest';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { OrderStatus } from '#contracts/order-status.ts';
import type { Payment } from '#contracts/payment-record.ts';
import type { Reservation } from '#contracts/reservation-record.ts';
import { productOf } from './books.ts';
import { type Findings, findExceptions, type Times } from './find-exceptions.ts';
import {
  cancelled,
  completed,
  declined,
  legalEndings,
  outOfStock,
  received,
  refunded,
  shipped,
} from './testing/endings.ts';
import {
  anHourLater,
  at,
  booksOf,
  entryOf,
  type Items,
  orderId,
  shipmentOf,
} from './testing/legal-orders.ts';

const times: Times = { now: anHourLater, graceMs: 15 * 60_000, stalledAfterMs: 300_000 };
const atOnce: Times = { ...times, now: Date.parse(at) + 60_000 };

const find = (items: Items, when = times): Findings => findExceptions(booksOf(items), when);
const kindsOf = ({ exceptions }: Findings): string[] => exceptions.map(({ kind }) => kind);

const change = (items: Items, changes: Partial<Items>): Items => ({ ...items, ...changes });
const without = (items: Items, part: 'order' | 'payment' | 'reservation' | 'shipment' | 'mail'): Items => {
  const { [part]: gone, ...rest } = items;
  expect(gone).toBeDefined();
  return rest;
};
const withPayment = (items: Items, changes: Partial<Payment>): Items =>
  change(items, { payment: { ...(items.payment as Payment), ...changes } });
const withReservation = (items: Items, changes: Partial<Reservation>): Items =>
  change(items, { reservation: { ...(items.reservation as Reservation), ...changes } });
const withOrder = (items: Items, changes: Partial<OrderRecord>): Items =>
  change(items, { order: { ...(items.order as OrderRecord), ...changes } });
const told = (items: Items, type: string, outcome?: string): Items => {
  const { timeline = [], status = 'RECEIVED' } = items.order ?? {};
  return withOrder(items, { timeline: [...timeline, { type, ...(outcome && { outcome }), at, status }] });
};
const untold = (items: Items, type: string): Items =>
  withOrder(items, { timeline: (items.order?.timeline ?? []).filter((entry) => entry.type !== type) });
const withLedger = (items: Items, ...entries: string[]): Items =>
  change(items, { ledger: entries.map(entryOf) });

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

const violations: Record<string, [items: Items, ...kinds: string[]]> = {
  'no capture for what was shipped': [
    withPayment(withLedger(completed(), 'authorize'), {}),
    'charge-differs',
    'payment-differs',
  ],
  'no ledger at all for what was shipped': [withLedger(completed()), 'charge-differs', 'payment-differs'],
  'a capture without its authorization': [
    withLedger(completed(), 'capture'),
    'captured-unapproved',
    'payment-differs',
  ],
  'a capture and a void': [
    withLedger(completed(), 'authorize', 'capture', 'void'),
    'captured-and-voided',
    'payment-differs',
  ],
  'two captures': [
    withLedger(completed(), 'authorize', 'capture', 'capture'),
    'repeated-operation',
    'charge-differs',
  ],
  'two authorizations': [withLedger(completed(), 'authorize', 'authorize', 'capture'), 'repeated-operation'],
  'a refund that nobody asked for': [
    withLedger(completed(), 'authorize', 'capture', 'refund'),
    'refund-unasked',
    'charge-differs',
    'payment-differs',
  ],
  'two refunds': [
    withLedger(refunded('restock'), 'authorize', 'capture', 'refund', 'refund'),
    'repeated-operation',
    'refund-exceeds-capture',
    'charge-differs',
  ],
  'no refund of what came back': [
    withLedger(refunded('restock'), 'authorize', 'capture'),
    'charge-differs',
    'payment-differs',
  ],
  'another amount in the ledger': [
    change(completed(), { ledger: [entryOf('authorize'), { ...entryOf('capture'), amount: 1249 }] }),
    'amount-differs',
    'charge-differs',
  ],
  'another amount of the payment': [withPayment(completed(), { amount: 1 }), 'amount-differs'],
  'an authorization that nobody voided': [
    withLedger(cancelled(), 'authorize'),
    'authorization-open',
    'payment-differs',
  ],
  'an authorization of a declined payment': [
    withLedger(declined(), 'authorize'),
    'authorization-open',
    'payment-differs',
  ],
  'a payment behind its ledger': [withPayment(completed(), { state: 'AUTHORIZED' }), 'payment-differs'],
  'no payment': [without(completed(), 'payment'), 'payment-differs', 'event-unfounded'],
  'no shipment of what was charged': [
    without(completed(), 'shipment'),
    'captured-unshipped',
    'event-unfounded',
  ],
  'no reservation of what was shipped': [without(completed(), 'reservation'), 'event-unfounded'],
  'a reservation that is not marked sold': [
    withReservation(completed(), { state: 'RESERVED' }),
    'reservation-differs',
  ],
  'a cancelled order that still holds stock': [
    withReservation(cancelled(), { state: 'RESERVED' }),
    'event-unfounded',
  ],
  'stock that is back, of an order that was written off': [
    withReservation(refunded('write_off'), { state: 'RETURNED' }),
    'reservation-differs',
  ],
  'stock that did not come back': [
    withReservation(untold(refunded('restock'), 'InventoryUpdated'), { state: 'SOLD' }),
    'event-lost',
  ],
  'a parcel of a cancelled order': [
    change(cancelled(), { shipment: shipmentOf('PREPARED') }),
    'event-lost',
    'event-unfounded',
  ],
  'a status that nothing gives': [
    withOrder(outOfStock(), { status: 'CANCELLED' }),
    'shipment-differs',
    'reservation-differs',
  ],
  'a shipment of what the order does not say': [
    withOrder(completed(), { status: 'PAYMENT_DECLINED' }),
    'charge-differs',
    'shipment-differs',
    'reservation-differs',
  ],
  'other lines reserved': [
    withReservation(cancelled(), { lines: [{ productId: 'p1', quantity: 9, unitPrice: 500 }] }),
    'lines-differ',
  ],
  'other lines shipped': [
    change(completed(), { shipment: { ...shipmentOf('PREPARED'), lines: [] } as never }),
    'lines-differ',
    'charge-differs',
  ],
  'an event that the order was never told': [untold(declined(), 'PaymentProcessed'), 'event-lost'],
  'an event that nobody has stored': [told(declined(), 'InventoryUpdated', 'reserved'), 'event-unfounded'],
  'no mail': [without(completed(), 'mail'), 'mail-missing'],
  'one mail of two': [change(refunded('restock'), { mail: completed().mail as never }), 'mail-missing'],
  'a mail of another ending': [
    change(declined(), { mail: { ...declined().mail, ...cancelled().mail } as never }),
    'mail-unfounded',
  ],
  'an overdue order': [received(), 'order-overdue'],
  'an overdue order whose step was not told': [
    change(shipped(), { order: received().order as never }),
    'order-overdue',
    'authorization-open',
    'event-lost',
  ],
  'an order that nobody knows': [without(completed(), 'order'), 'unknown-order'],
};

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

it('an order that is stuck is reported however young it is', () => {
  expect(kindsOf(find(withOrder(received(), { statusPartition: 'STUCK#1' }), atOnce))).toEqual([
    'order-stuck',
  ]);
});

it('an open order is in progress until it is overdue, whatever the grace period is', () => {
  const impatient = { ...atOnce, graceMs: 0 };
  expect(find(received(), impatient)).toMatchObject({ exceptions: [], totals: { inProgress: 1 } });
  expect(kindsOf(find(received(), { ...impatient, stalledAfterMs: 59_000 }))).toEqual(['order-overdue']);
});

it('a resumed order has time to go on', () => {
  const resumed = { status: 'RECEIVED' as OrderStatus, count: 1, by: 'm' };
  const resumedNow = { ...resumed, at: new Date(anHourLater).toISOString() };
  expect(find(withOrder(received(), { resumed: resumedNow })).totals.inProgress).toBe(1);
});

describe('a product', () => {
  const counts = { isListed: true, available: 7, received: 10, receipts: 10, reserved: 1, sold: 2 };
  const stocked = (changes: Partial<typeof counts>): Findings => {
    const books = booksOf({ ledger: [] });
    Object.assign(productOf(books, 'mug'), counts, changes);
    return findExceptions(books, times);
  };

  it('balances while every unit is accounted for, also those that were seeded', () => {
    expect(stocked({}).exceptions).toEqual([]);
    expect(stocked({ receipts: 0 }).totals).toMatchObject({ balancedProducts: 3, stock: [] });
  });

  it.each<[string, Partial<typeof counts>, string[]]>([
    ['lost units', { available: 6 }, ['units-unaccounted']],
    ['too many units', { available: 8 }, ['units-unaccounted']],
    ['less than nothing available', { available: -1, reserved: 9 }, ['stock-negative']],
    ['more sold than received', { sold: 10 }, ['oversold']],
    ['a receipt that was not added', { receipts: 11 }, ['receipt-uncounted']],
    ['units, but no place in the catalogue', { isListed: false }, ['unknown-product']],
  ])('with %s is reported', (_, changes, kinds) => {
    const { exceptions, totals } = stocked(changes);
    expect(exceptions.map(({ kind, productId }) => [kind, productId])).toEqual(
      kinds.map((kind) => [kind, 'mug']),
    );
    expect(totals.stock).toMatchObject([{ productId: 'mug' }]);
    expect(exceptions[0]?.todo).toContain('mug');
  });
});

it('the totals say what was captured, refunded and shipped, and where orders stand', () => {
  const { totals } = find(refunded('write_off'));
  expect(totals).toMatchObject({ byStatus: { REFUNDED: 1 }, captured: 1250, refunded: 1250, shipped: 1250 });
});
