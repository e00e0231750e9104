// When the order view offers to cancel, and what it says of it.
import { describe, expect, test } from 'vitest';
import type { TimelineEvent } from '#contracts/http.ts';
import { finalStatuses, type OrderStatus } from '#contracts/order-status.ts';
import { type CancelRequest, cancellationOf } from './client/cancellation.ts';

const event = (type: string, status: OrderStatus): TimelineEvent => ({
  ...{ id: '1.0', type, title: type, status, at: '2026-01-31T10:00:00.000Z' },
});
const refused: CancelRequest = { kind: 'refused', status: 409, message: 'Not now.', errors: [] };
const view = (statuses: OrderStatus[], request: CancelRequest = 'none', asked?: OrderStatus) =>
  cancellationOf(
    [...statuses.map((status) => event('Step', status)), ...(asked ? [event('OrderCancelled', asked)] : [])],
    request,
  );

describe('the offer to cancel an order', () => {
  test('stands once the order is known, until it is final or comes back', () => {
    expect(view([]).button).toBe('gone');
    for (const status of ['RECEIVED', 'PAYMENT_AUTHORIZED', 'STOCK_RESERVED', 'SHIPPED'] as const)
      expect(view([status])).toMatchObject({ button: 'ready', text: '' });
    for (const status of [...finalStatuses, 'RETURNING'] as const)
      expect(view([status])).toMatchObject({ button: 'gone', text: '' });
  });

  test('is busy from the request on, until the order is final', () => {
    expect(view(['RECEIVED'], 'sent')).toMatchObject({ button: 'busy', text: 'Cancellation requested…' });
    expect(view(['RECEIVED'], 'sent', 'CANCELLING').button).toBe('busy');
    expect(view(['CANCELLED'], 'sent')).toMatchObject({ button: 'gone', text: '' });
  });

  test('is not made to who finds the order being cancelled', () => {
    expect(view(['RECEIVED'], 'none', 'CANCELLING')).toMatchObject({ button: 'gone', text: '' });
  });

  test('stands again after a failure, with the reason', () => {
    const failed = view(['RECEIVED'], refused);
    expect(failed).toEqual({ button: 'ready', text: 'Your order is not cancelled. Not now.', tone: 'bad' });
  });

  test('takes the timeline for an answer when the answer itself was lost', () => {
    const lost = view(['RECEIVED'], { kind: 'unreachable' }, 'CANCELLING');
    expect(lost).toMatchObject({ button: 'busy', text: 'Cancellation requested…', tone: 'open' });
  });

  test('ends with the news that it was too late, where it was', () => {
    const late = /too late/;
    expect(view(['SHIPPED'], 'sent').text).toBe('Cancellation requested…');
    expect(view(['SHIPPED'], 'sent', 'SHIPPED').text).toMatch(late);
    expect(view(['SHIPPED', 'COMPLETED'], 'sent')).toMatchObject({ button: 'gone' });
    expect(view(['SHIPPED', 'COMPLETED'], 'sent').text).toMatch(late);
    expect(view(['PAYMENT_DECLINED'], 'sent').text).toBe('');
  });
});
