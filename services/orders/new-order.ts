// Pure: the item that a PlaceOrder command becomes, with the event that tells of it inside.
import type { Emission, Received } from '#contracts/events.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { statusPartitionOf } from '#contracts/status-index.ts';
import { customerKeyOf } from '#platform/ids.ts';
import { orderConsignment } from './order-events.ts';

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
    emitted: [{ by: 'PlaceOrder', event: orderCreated(orderId, at, { details, expiresAt }) }],
  };
};

const orderCreated = (
  orderId: string,
  at: string,
  order: Pick<OrderRecord, 'details' | 'expiresAt'>,
): Emission<'OrderCreated'> => {
  const { paymentMethod, paymentToken } = order.details;
  const data = { ...orderConsignment(order), paymentMethod, paymentToken };
  return { type: 'OrderCreated', subject: orderId, at, data };
};
