// For tests: what an order becomes when it hears of a message that its owner has stored, and of nothing else.
import type { OrderRecord } from '#contracts/order-record.ts';
import { causeOf, type Entry } from '#contracts/order-standing.ts';
import type { OrderRequest, StatusEvent } from '../messages.ts';
import { withHeard } from '../projection.ts';

export type OrderMessage = StatusEvent | OrderRequest;

export const isRequest = (message: OrderMessage): message is OrderRequest =>
  ['CancelOrder', 'ReturnOrder', 'ResumeOrder'].includes(message.type);

/** As the account of its owner has it. */
export const entryOf = ({ type, outcome, at }: StatusEvent): Entry => ({
  type,
  at,
  ...(outcome && { outcome }),
});

/** Undefined when the order has heard of it before. */
export const hear = (order: OrderRecord, message: OrderMessage, now: string): OrderRecord | undefined => {
  const cause = causeOf(message);
  return isRequest(message)
    ? withHeard(order, { cause, request: message, account: [] }, now)
    : withHeard(order, { cause, account: [entryOf(message)] }, now);
};
