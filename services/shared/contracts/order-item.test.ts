import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placedOrder } from '#test/stored-order.ts';
import { messageData, outcomes } from './events.ts';
import { paymentTokens } from './fields.ts';
import { impersonalOf, itemOf, recordOf } from './order-item.ts';
import type { Emitted, OrderRecord } from './order-record.ts';
import { withEntries } from './order-standing.ts';
import { orderStatuses } from './order-status.ts';

const time = fc
  .date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const oddTime = fc.constantFrom('2026-01-02T03:04:05Z', '2026-01-02T04:04:05.000+01:00', 'some day', '');
const anyTime = fc.oneof({ weight: 9, arbitrary: time }, oddTime);

const types = Object.keys(messageData) as (keyof typeof messageData)[];
const causes = types.flatMap((type) => [
  { type },
  ...Object.values<string>((outcomes as Record<string, readonly string[]>)[type] ?? []).map((outcome) => ({
    type,
    outcome,
  })),
]);
const happened = fc.tuple(fc.constantFrom(...causes), anyTime).map(([cause, at]) => ({ ...cause, at }));

const detail = fc.constantFrom(
  undefined,
  { reason: 'expired' },
  { missing: ['p1', 'p2'] },
  { carrier: 'Waybill Ground', trackingNumber: 'WB000000000001' },
);
const timeline = fc
  .array(fc.tuple(happened, detail), { maxLength: 12 })
  .map((all) => all.map(([entry, known]) => ({ ...entry, ...(known && { detail: known }) })))
  .map((entries) => withEntries([], entries));

const emitted = fc
  .array(fc.tuple(fc.string(), happened), { maxLength: 4 })
  .map((all) => all.map(([by, what]) => ({ by, ...what }) as Emitted));

const words = fc.string({ unit: 'grapheme' });
const details = fc.record({
  customerName: words,
  customerEmail: words,
  lines: fc.array(
    fc.record({ productId: words, productName: words, quantity: fc.nat(), unitPrice: fc.maxSafeNat() }),
  ),
  total: fc.maxSafeNat(),
  currency: words,
  shippingAddress: fc.record({ street: words, city: words, postalCode: words, country: words }),
  paymentMethod: fc.constantFrom('CARD' as const, 'PAYPAL' as const, 'BANK_TRANSFER' as const),
  paymentToken: fc.constantFrom(...paymentTokens),
  fingerprint: words,
});

const orders: fc.Arbitrary<OrderRecord> = fc
  .record(
    {
      orderId: fc.uuid(),
      createdAt: anyTime,
      customerKey: words,
      statusPartition: fc.string({ minLength: 1 }),
      details,
      expiresAt: anyTime,
      status: fc.constantFrom(...orderStatuses),
      version: fc.nat(),
      timeline,
      emitted,
      resumed: fc.record({ count: fc.nat(), at: anyTime, by: words }),
    },
    {
      requiredKeys: [
        'orderId',
        'createdAt',
        'customerKey',
        'details',
        'expiresAt',
        'status',
        'version',
        'timeline',
        'emitted',
      ],
    },
  )
  .map((order) => ({ ...order, createdKey: `${order.createdAt}#${order.orderId}` }));

describe('an order that is stored', () => {
  it('is read as it was written, every time to the millisecond', () => {
    fc.assert(
      fc.property(orders, (order) => {
        expect(recordOf(itemOf(order))).toEqual(order);
      }),
    );
  });

  it('is read without what names anybody where that was not asked for', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const { customerKey, details: ordered, ...rest } = order;
        const { lines, total, currency } = ordered;
        expect(impersonalOf(itemOf(order))).toEqual({ ...rest, details: { lines, total, currency } });
      }),
    );
  });

  it('can be read by a person: words for what happened, milliseconds since it was created for when', () => {
    const orderId = '0198a3f2-7c11-7abc-8def-0123456789ab';
    const order = placedOrder(orderId);
    const paid = { type: 'PaymentProcessed', outcome: 'authorized', at: '2026-01-02T03:04:05.312Z' };
    expect(itemOf({ ...order, timeline: withEntries(order.timeline, [paid]) })).toEqual({
      orderId,
      createdKey: `2026-01-02T03:04:05.000Z#${orderId}`,
      customerKey: order.customerKey,
      status: 'RECEIVED',
      version: 1,
      expiresAfter: 72 * 3_600_000,
      timeline: [
        ['OrderCreated', 0],
        ['PaymentProcessed:authorized', 312],
      ],
      emitted: [['PlaceOrder', 'OrderCreated', 0]],
      name: 'John Doe',
      email: 'john.doe@example.com',
      lines: [
        ['p1', 'Product p1', 2, 500],
        ['p2', 'Product p2', 1, 250],
      ],
      total: 1250,
      currency: 'USD',
      address: ['123 Main St', 'Anytown', '12345', 'USA'],
      payment: ['CARD', 'tok_approved'],
      fingerprint: 'fingerprint',
    });
  });
});
