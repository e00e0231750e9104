// Pure: the item that a PlaceOrder command becomes, with the event that tells of it inside.
import type { Emission, Received } from '#contracts/events.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { statusPartitionOf } from '#contracts/status-index.ts';
import { customerKeyOf } from '#platform/ids.ts';
import { consignmentOf } from './order-events.ts';

export const newOrder = ({ subject: orderId, at, data }: Received<'PlaceOrder'>): OrderRecord => {
  const { order: details, acceptedAt: createdAt } = data;
  return {
    orderId,
    createdAt,
    createdKey: `${createdAt}#${orderId}`,
    customerKey: customerKeyOf(details.customerEmail),
    statusPartition: statusPartitionOf(orderId, 'RECEIVED'),
    details,
    status: 'RECEIVED',
    version: 1,
    timeline: [{ type: 'OrderCreated', at, status: 'RECEIVED' }],
    emitted: [{ by: 'PlaceOrder', event: orderCreated(orderId, at, details) }],
  };
};

const orderCreated = (
  orderId: string,
  at: string,
  details: OrderRecord['details'],
): Emission<'OrderCreated'> => {
  const { total, currency, paymentMethod, paymentToken } = details;
  const data = { ...consignmentOf(details), total, currency, paymentMethod, paymentToken };
  return { type: 'OrderCreated', subject: orderId, at, data };
};
