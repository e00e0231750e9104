import { describe, expect, it } from 'vitest';
import { messageId } from '#messaging/envelope.ts';
import { type DueOrder, resumeCommand, selectDue } from './select-due.ts';

type Order = DueOrder['order'];

const now = Date.parse('2026-01-02T04:00:00.000Z');
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

const orderOf = (orderId: string, minutesOld: number, changes: Partial<Order> = {}) =>
  ({
    orderId,
    createdAt: ago(minutesOld),
    createdKey: `${ago(minutesOld)}#${orderId}`,
    expiresAt: '2100-01-01T00:00:00.000Z',
    status: 'RECEIVED',
    timeline: [],
    ...changes,
  }) as unknown as Order;

const times = { now, stalledAfterMs: 300_000 };
const select = (...orders: Order[]) => selectDue(orders, times);

it('selects what should have moved on, oldest first', () => {
  const due = select(
    orderOf('young', 4),
    orderOf('old', 6),
    orderOf('final', 60, { status: 'COMPLETED' }),
    orderOf('older', 60),
  );
  expect(due.map(({ order }) => order.orderId)).toEqual(['older', 'old']);
});

it('selects nothing but what has expired while orders stand in line', () => {
  const orders = [orderOf('old', 60), orderOf('expired', 60, { expiresAt: ago(1) })];
  const due = selectDue(orders, { ...times, onlyExpired: true });
  expect(due.map(({ order }) => order.orderId)).toEqual(['expired']);
});

describe('the command for a due order', () => {
  const idOf = (order: Order) => select(order).map((one) => messageId(resumeCommand(one, now)));
  const orderId = '0198a3f2-7c11-7abc-8def-0123456789ab';

  it('is the same until something has happened', () => {
    expect(idOf(orderOf(orderId, 6))).toEqual(idOf(orderOf(orderId, 7)));
  });

  it.each<[string, Partial<Order>]>([
    ['was resumed', { resumed: { count: 1, at: ago(60), by: 'm' } }],
    ['has moved on', { status: 'PAYMENT_AUTHORIZED' }],
    ['has expired', { expiresAt: ago(1) }],
  ])('is another one once the order %s', (_, changes) => {
    const [id] = idOf(orderOf(orderId, 120, changes));
    expect(id).toBeDefined();
    expect(idOf(orderOf(orderId, 120))).not.toContain(id);
  });

  it('is not forced: `orders` decides by what it knows then', () => {
    const [due] = select(orderOf(orderId, 6));
    expect(due && resumeCommand(due, now).data).toEqual({ forced: false });
  });
});
