// What the order form says after a refusal, and what the order view says of a timeline.
import { describe, expect, test } from 'vitest';
import type { TimelineEvent } from '#contracts/http.ts';
import { finalStatuses, orderStatuses } from '#contracts/order-status.ts';
import type { Failure } from './client/failures.ts';
import { describeDetail, isFinal, stampOf, stepsToCome, summaryOf, toneOf } from './client/progress.ts';
import { expectedPrices, isAboutItems, refusalReport } from './client/refusal.ts';
import { createSubmission } from './client/submission.ts';

const refused = (status: number, change: object = {}): Failure => ({
  kind: 'refused',
  status,
  message: 'No.',
  errors: [],
  ...change,
});
const labelOf = (field: string) => ({ 'shippingAddress/city': 'City' })[field];

describe('the idempotency key', () => {
  let keys = 0;
  const newKey = () => `key-${++keys}`;

  test('stays while the same order is sent again', () => {
    const { keyFor } = createSubmission(newKey);
    expect(keyFor('an order')).toBe(keyFor('an order'));
  });

  test('is another once the order reads differently, or was taken', () => {
    const { keyFor, settled } = createSubmission(newKey);
    const first = keyFor('an order');
    expect(keyFor('another order')).not.toBe(first);
    const second = keyFor('another order');
    settled();
    expect(keyFor('another order')).not.toBe(second);
  });
});

describe('a refusal', () => {
  test.each([{ kind: 'unreachable' } as const, refused(409), refused(429), refused(500), refused(503)])(
    'that may pass says that the order can safely be placed again',
    (failure) => {
      expect(refusalReport(failure, labelOf).text).toMatch(/Placing it again is safe/);
    },
  );

  test('says when to come back, if the API does', () => {
    expect(refusalReport(refused(429, { retryAfter: 20 }), labelOf).text).toMatch(/in 20 seconds/);
  });

  test('stands beside the field it is about, under the name that the form gives it', () => {
    const errors = [{ pointer: '/shippingAddress/city', detail: 'shippingAddress.city must not be empty' }];
    expect(refusalReport(refused(400, { errors }), labelOf).faults).toEqual([
      { field: 'shippingAddress/city', text: 'City must not be empty' },
    ]);
  });

  test('of a line of the cart brings the right price', () => {
    const errors = [{ pointer: '/items/0/price', detail: 'items[0].price: p123 costs $25.00', expected: 25 }];
    const item = { productId: 'p123', productName: 'Product Name', quantity: 1, price: 19.99 };
    expect(isAboutItems(refused(422, { errors }))).toBe(true);
    expect(expectedPrices(refused(422, { errors }), [item])).toEqual(new Map([['p123', 25]]));
  });
});

describe('a timeline', () => {
  const event = (type: string, outcome?: string, change: object = {}): TimelineEvent => ({
    ...{ id: '1.0', type, title: type, status: 'RECEIVED', at: '2026-01-31T10:00:00.000Z' },
    ...(outcome && { outcome }),
    ...change,
  });
  const authorized = [event('OrderCreated'), event('PaymentProcessed', 'authorized')];

  test('shows the whole way while nothing speaks against it', () => {
    expect(stepsToCome([])).toHaveLength(7);
    expect(stepsToCome(authorized)[0]).toBe('Stock reserved');
  });

  test('is short once the payment was declined', () => {
    const declined = [event('OrderCreated'), event('PaymentProcessed', 'declined')];
    expect(stepsToCome(declined)).toEqual(['Order completed', 'Mail sent']);
    const mail = event('MailSent', 'payment_declined');
    expect([...declined, mail].map(toneOf)).toEqual(['good', 'bad', 'good']);
  });

  test('ends with the release of the payment when stock ran out', () => {
    const steps = stepsToCome([...authorized, event('InventoryUpdated', 'out_of_stock')]);
    expect(steps).toEqual(['Payment released', 'Order completed', 'Mail sent']);
  });

  test.each([
    { known: 'nothing but the order', before: [] },
    { known: 'a reservation', before: [...authorized, event('InventoryUpdated', 'reserved')] },
  ])('of an order that is cancelled goes back the way it came, with $known', ({ before }) => {
    const asked = [...before, event('OrderCancelled', undefined, { status: 'CANCELLING' })];
    expect(stepsToCome(asked)[0]).toBe('Parcel stopped, if it has not left yet');
    const stopped = [...asked, event('ShipmentCancelled', undefined, { status: 'CANCELLING' })];
    const way = ['Reservation released', 'Payment released', 'Order cancelled', 'Mail sent'];
    expect(stepsToCome(stopped)).toEqual(way);
    const done = [event('InventoryUpdated', 'released'), event('PaymentReleased', 'not_charged')];
    const all = [...stopped, ...done, event('OrderCompleted', 'cancelled', { status: 'CANCELLED' })];
    expect(stepsToCome(all)).toEqual(['Mail sent']);
    expect(all.map(toneOf)).not.toContain('bad');
    expect(stampOf('CANCELLING').text).toBe('Cancelling');
    expect(stampOf('CANCELLED').text).toBe('Cancelled');
    expect(summaryOf('CANCELLED')?.text).toMatch(/not been charged/);
  });

  test('goes on when the cancellation came too late, and marks that', () => {
    const late = event('OrderCancelled', undefined, { status: 'SHIPPED' });
    expect(toneOf(late)).toBe('bad');
    const shipped = event('ShipmentPrepared', undefined, { status: 'SHIPPED' });
    const early = event('OrderCancelled', undefined, { status: 'CANCELLING' });
    for (const events of [
      [shipped, late],
      [early, shipped],
    ])
      expect(stepsToCome([...authorized, ...events])).toContain('Payment taken');
  });

  test('tells the tracking number and the subject of the mail', () => {
    const shipped = event('ShipmentPrepared', undefined, {
      detail: { carrier: 'Post', trackingNumber: 'WB1' },
    });
    expect(describeDetail(shipped)).toBe('Post, tracking number WB1');
    expect(describeDetail(event('MailSent', undefined, { detail: { subject: 'Hello' } }))).toBe('“Hello”');
    expect(describeDetail(event('OrderCreated'))).toBeUndefined();
  });

  test('has a last word for each way an order can end, and none before', () => {
    expect(summaryOf('PAYMENT_DECLINED')?.text).toMatch(/not been charged/);
    expect(summaryOf('OUT_OF_STOCK')?.text).toMatch(/payment was released/);
    expect(summaryOf('COMPLETED')?.title).toBe('Your order is confirmed');
    expect(summaryOf('SHIPPED')).toBeUndefined();
    expect(stampOf('SHIPPED').text).toBe('In progress');
    for (const status of orderStatuses)
      expect([status, isFinal(status)]).toEqual([status, finalStatuses.some((final) => final === status)]);
  });
});
