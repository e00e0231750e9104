// Orders that something is wrong with: each with the kinds of exception that it must be reported as, and no other.
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Payment } from '#contracts/payment-record.ts';
import type { Reservation } from '#contracts/reservation-record.ts';
import { cancelled, completed, declined, outOfStock, received, refunded, shipped } from './endings.ts';
import { at, entryOf, type Items, shipmentOf } from './legal-orders.ts';

const change = (items: Items, changes: Partial<Items>): Items => ({ ...items, ...changes });
const without = (items: Items, part: 'order' | 'payment' | 'reservation' | 'shipment' | 'mail'): Items => {
  const { [part]: gone, ...rest } = items;
  if (!gone) throw new Error(`There is no ${part} to leave out`);
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

export const violations: Record<string, [items: Items, ...kinds: string[]]> = {
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
  'units that are held beside the reservation': [
    change(completed(), { holds: { p1: { quantity: 3, by: 'another', rev: 1 } } }),
    'hold-left',
  ],
  'units that are held for a refused order': [
    change(outOfStock(), { holds: { p1: { quantity: 2, by: 'attempt', rev: 1 } } }),
    'hold-left',
  ],
  'units that are held for a late order': [
    change(received(), { holds: { p1: { quantity: 2, by: 'attempt', rev: 1 } } }),
    'order-overdue',
    'hold-left',
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
    withReservation(untold(refunded('restock'), 'InventoryUpdated'), { state: 'RESERVED' }),
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
  'an overdue order whose authorization is open': [shipped(), 'order-overdue'],
  'a stuck order whose authorization is open': [
    withOrder(shipped(), { statusPartition: 'STUCK#1' }),
    'order-stuck',
    'authorization-open',
  ],
  'an overdue order whose step was not told': [
    change(shipped(), { order: received().order as never }),
    'order-overdue',
  ],
  'an order that nobody knows': [without(completed(), 'order'), 'unknown-order'],
};
