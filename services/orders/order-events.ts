// Pure: the events that `orders` itself emits, made from the order that they tell of.
import type { Emission, Received } from '#contracts/events.ts';
import type { OrderEvent, OrderRecord } from '#contracts/order-record.ts';
import { endingOf, isFinal, type OrderStatus } from '#contracts/order-status.ts';
import type { OrderMessage } from './messages.ts';

/** What the other services need to know of an order, and nothing by which a person could be found. */
export const orderConsignment = ({ details, expiresAt }: Pick<OrderRecord, 'details' | 'expiresAt'>) => ({
  lines: details.lines.map(({ productId, quantity, unitPrice }) => ({ productId, quantity, unitPrice })),
  country: details.shippingAddress.country,
  amount: details.total,
  currency: details.currency,
  expiresAt,
});

/** When a status newly ends the order, the event that says so. */
export const completionOf = (
  order: OrderRecord,
  status: OrderStatus,
  at: string,
): Emission<'OrderCompleted'> | undefined => {
  const outcome = endingOf(status);
  if (!outcome || status === order.status) return undefined;
  return { type: 'OrderCompleted', subject: order.orderId, outcome, at, data: {} };
};

/**
 * What a request sets in motion. A cancellation asks shipping for its verdict, once; an order that is over has none to ask
 * for. A request to resume gets here only when it is to cancel.
 */
export const requestedBy = (
  message: OrderMessage,
  order: OrderRecord,
  at: string,
): OrderEvent | undefined => {
  if (message.type === 'ReturnOrder') return orderReturned(order, message, at);
  if (message.type !== 'CancelOrder' && message.type !== 'ResumeOrder') return undefined;
  return isFinal(order.status) || hasAskedToCancel(order) ? undefined : orderCancelled(order, at);
};

export const hasAskedToCancel = ({ emitted }: OrderRecord): boolean =>
  emitted.some(({ event }) => event.type === 'OrderCancelled');

const orderCancelled = (order: OrderRecord, at: string): Emission<'OrderCancelled'> => ({
  type: 'OrderCancelled',
  subject: order.orderId,
  at,
  data: orderConsignment(order),
});

const orderReturned = (
  order: OrderRecord,
  { data }: Received<'ReturnOrder'>,
  at: string,
): Emission<'OrderReturned'> => ({
  type: 'OrderReturned',
  subject: order.orderId,
  outcome: data.restock ? 'restock' : 'write_off',
  at,
  data: orderConsignment(order),
});
