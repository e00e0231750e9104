// Follows an order: adds a message to its timeline, once, and emits what follows from it with the same write.
import type { OrderRecord } from '#contracts/order-record.ts';
import { isReturnable } from '#contracts/order-status.ts';
import { Permanent } from '#messaging/errors.ts';
import { type Change, changeOrder } from './change-order.ts';
import type { OrderMessage } from './messages.ts';
import { causeOf, emittedBy, withMessage } from './projection.ts';
import type { OrderStore } from './store.ts';

export const createRecordProgress =
  ({ store, now }: { store: OrderStore; now: () => number }) =>
  async (message: OrderMessage) => {
    const decide = (order: OrderRecord) => progress(order, message, now());
    const { emissions } = await changeOrder(store, message.subject, decide);
    return emissions;
  };

const progress = (order: OrderRecord, message: OrderMessage, now: number): Change => {
  if (message.type === 'ReturnOrder' && !isReturnable(order.status))
    throw new Permanent(`Order ${message.subject} cannot be returned while it is ${order.status}`);
  const next = withMessage(order, message, new Date(now).toISOString());
  return { next, emissions: emittedBy(next ?? order, causeOf(message)) };
};
