// Follows an order: adds a message to its timeline, once, and emits what follows from it with the same write.
import { isReturnable } from '#contracts/order-status.ts';
import { Permanent, RetryLater } from '#messaging/errors.ts';
import type { HandlerContext } from '#messaging/handler.ts';
import type { OrderMessage } from './messages.ts';
import { causeOf, emittedBy, withMessage } from './projection.ts';
import type { OrderStore } from './store.ts';

/** Events of one order can arrive together; each lost race reads what the winner wrote. */
const maxRaces = 5;

export const createRecordProgress =
  ({ store, now }: { store: OrderStore; now: () => number }) =>
  async (message: OrderMessage, { signal }: HandlerContext) => {
    const cause = causeOf(message);
    let order = await store.get(message.subject, signal);
    for (let race = 0; race < maxRaces && order; race += 1) {
      if (message.type === 'ReturnOrder' && !isReturnable(order.status))
        throw new Permanent(`Order ${message.subject} cannot be returned while it is ${order.status}`);
      const next = withMessage(order, message, new Date(now()).toISOString());
      if (!next) return emittedBy(order, cause);
      const { item, applied } = await store.replace(next, order.version, signal);
      if (applied) return emittedBy(next, cause);
      order = item;
    }
    throw new RetryLater(
      order
        ? `Order ${message.subject} changed ${maxRaces} times while ${message.type} was recorded`
        : `Order ${message.subject} is unknown; ${message.type} waits for it`,
    );
  };
