// Pure: the item that a PlaceOrder command becomes, with the event that tells of it inside.
import type { Emission, Received } from '#contracts/events.ts';
import { customerKeyOf, type OrderRecord, statusPartitionOf } from '#contracts/order-record.ts';

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
    events: { OrderCreated: orderCreated(orderId, at, details) },
  };
};

/** What the other services need to know, and nothing by which a person could be found. */
const orderCreated = (
  orderId: string,
  at: string,
  { lines, total, currency, paymentMethod, paymentToken, shippingAddress }: OrderRecord['details'],
): Emission<'OrderCreated'> => ({
  type: 'OrderCreated',
  subject: orderId,
  at,
  data: {
    lines: lines.map(({ productId, quantity, unitPrice }) => ({ productId, quantity, unitPrice })),
    country: shippingAddress.country,
    ...{ total, currency, paymentMethod, paymentToken },
  },
});
