// Pure: the item that a PlaceOrder command becomes, with the event that tells of it.
import type { Received } from '#contracts/events.ts';
import { isStoredLate } from '#contracts/order-deadlines.ts';
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

export const newOrder = (
  { subject: orderId, at, data }: Received<'PlaceOrder'>,
  times: Times,
): OrderRecord => {
  const { order: details } = data;
  // In one form, whatever form it came in: orders are sorted by it.
  const createdAt = new Date(data.acceptedAt).toISOString();
  const expiresAt = new Date(Date.parse(createdAt) + times.expiresAfterMs).toISOString();
  const group = isStoredLate(createdAt, times.now, times) ? 'WATCHED' : 'CURRENT';
  return {
    orderId,
    createdAt,
    createdKey: `${createdAt}#${orderId}`,
    customerKey: customerKeyOf(details.customerEmail),
    statusPartition: statusPartitionOf(orderId, 'RECEIVED', group),
    details,
    expiresAt,
    status: 'RECEIVED',
    version: 1,
    timeline: [{ type: 'OrderCreated', at, status: 'RECEIVED' }],
    emitted: [{ by: 'PlaceOrder', type: 'OrderCreated', at }],
  };
};
