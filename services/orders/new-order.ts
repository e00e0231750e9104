// Pure: the order that a PlaceOrder command becomes, with the event that tells of it.
import type { Received } from '#contracts/events.ts';
import { isStoredLate } from '#contracts/order-deadlines.ts';
import type { OrderKey } from '#contracts/order-journal.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { statusPartitionOf } from '#contracts/status-index.ts';
import { customerKeyOf } from '#platform/ids.ts';

type Times = {
  /** Milliseconds since the epoch. */
  now: number;
  stalledAfterMs: number;
  /** How long after it was accepted the order may still be shipped. */
  expiresAfterMs: number;
};

export const newOrder = (message: Received<'PlaceOrder'>, times: Times): OrderRecord => {
  const { at, data } = message;
  const { order: details } = data;
  const createdAt = createdAtOf(message);
  const { orderId, createdKey } = orderKeyOf(message);
  const expiresAt = new Date(Date.parse(createdAt) + times.expiresAfterMs).toISOString();
  const isLate = isStoredLate(createdAt, times.now, times);
  return {
    orderId,
    createdAt,
    createdKey,
    customerKey: customerKeyOf(details.customerEmail),
    ...(isLate && { statusPartition: statusPartitionOf(orderId, 'WATCHED') }),
    details,
    expiresAt,
    status: 'RECEIVED',
    version: 1,
    timeline: [{ type: 'OrderCreated', at, status: 'RECEIVED' }],
    emitted: [{ by: 'PlaceOrder', type: 'OrderCreated', at }],
  };
};

export const orderKeyOf = (message: Received<'PlaceOrder'>): OrderKey => {
  const { subject: orderId } = message;
  return { orderId, createdKey: `${createdAtOf(message)}#${orderId}` };
};

/** In one form, whatever form it came in: orders are sorted by it. */
const createdAtOf = ({ data }: Received<'PlaceOrder'>): string => new Date(data.acceptedAt).toISOString();
