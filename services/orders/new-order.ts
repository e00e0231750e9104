// Pure: the item that a PlaceOrder command becomes, with the event that tells of it.
import type { Received } from '#contracts/events.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { statusPartitionOf } from '#contracts/status-index.ts';
import { customerKeyOf } from '#platform/ids.ts';

/** `expiresAfterMs`: how long after it was accepted the order may still be shipped. */
export const newOrder = (
  { subject: orderId, at, data }: Received<'PlaceOrder'>,
  expiresAfterMs: number,
): OrderRecord => {
  const { order: details } = data;
  // In one form, whatever form it came in: orders are sorted by it.
  const createdAt = new Date(data.acceptedAt).toISOString();
  const expiresAt = new Date(Date.parse(createdAt) + expiresAfterMs).toISOString();
  return {
    orderId,
    createdAt,
    createdKey: `${createdAt}#${orderId}`,
    customerKey: customerKeyOf(details.customerEmail),
    statusPartition: statusPartitionOf(orderId, 'RECEIVED'),
    details,
    expiresAt,
    status: 'RECEIVED',
    version: 1,
    timeline: [{ type: 'OrderCreated', at, status: 'RECEIVED' }],
    emitted: [{ by: 'PlaceOrder', type: 'OrderCreated', at }],
  };
};
