// Pure: the events that `orders` emits, made from the order that they tell of. The order does not change once it is placed, so
// that an event made again is the same event, and only what is new in it needs to be stored.
import type { Emission } from './events.ts';
import type { Emitted, OrderEvent, OrderRecord } from './order-record.ts';
import { endingOf } from './order-status.ts';

type Placed = Pick<OrderRecord, 'orderId' | 'details' | 'expiresAt'>;

export const orderEvent = (order: Placed, { type, outcome, at }: Emitted): OrderEvent => {
  const event = { type, subject: order.orderId, at, ...(outcome && { outcome }), data: dataOf(order, type) };
  return event as OrderEvent;
};

const dataOf = (order: Placed, type: OrderEvent['type']): OrderEvent['data'] => {
  if (type === 'OrderCompleted') return {};
  if (type !== 'OrderCreated') return consignmentOf(order);
  const { paymentMethod, paymentToken } = order.details;
  return { ...consignmentOf(order), paymentMethod, paymentToken };
};

/** What the other services need to know of an order, and nothing by which a person could be found. */
const consignmentOf = ({ details, expiresAt }: Placed): Emission<'OrderCancelled'>['data'] => ({
  lines: details.lines.map(({ productId, quantity, unitPrice }) => ({ productId, quantity, unitPrice })),
  country: details.shippingAddress.country,
  amount: details.total,
  currency: details.currency,
  expiresAt,
});

/** What was emitted because of a message, of `causeOf` it: what a redelivery of that message must emit again. */
export const emittedBy = (order: OrderRecord, cause: string): OrderEvent[] =>
  order.emitted.filter(({ by }) => by === cause).map((emitted) => orderEvent(order, emitted));

/**
 * As `emittedBy`, for what other services tell; and the ending in which the order stands, whatever it was because of. Who ended it
 * may have died before it was told of, and be a late attempt at a message that another attempt has acknowledged: nobody delivers
 * that again, but what the last owner tells is yet to come. An ending that a return has undone since is not news any more.
 */
export const emittedOn = (order: OrderRecord, cause: string): OrderEvent[] => {
  const ending = endingOf(order.status);
  const isEnding = ({ type, outcome }: Emitted) => type === 'OrderCompleted' && outcome === ending;
  return order.emitted
    .filter((emitted) => emitted.by === cause || isEnding(emitted))
    .map((emitted) => orderEvent(order, emitted));
};
