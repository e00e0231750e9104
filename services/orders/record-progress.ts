// Follows an order: adds a status event to its timeline, once, and emits its completion with the write that makes it final.
import { RetryLater } from '#messaging/errors.ts';
import type { HandlerContext } from '#messaging/handler.ts';
import { emittedBy, type StatusEvent, withEvent } from './projection.ts';
import type { OrderStore } from './store.ts';

/** Events of one order can arrive together; each lost race reads what the winner wrote. */
const maxRaces = 5;

export const createRecordProgress =
  ({ store, now }: { store: OrderStore; now: () => number }) =>
  async (event: StatusEvent, { signal }: HandlerContext) => {
    let order = await store.get(event.subject, signal);
    for (let race = 0; race < maxRaces && order; race += 1) {
      const next = withEvent(order, event, new Date(now()).toISOString());
      if (!next) return emittedBy(order, event);
      const { item, applied } = await store.replace(next, order.version, signal);
      if (applied) return emittedBy(next, event);
      order = item;
    }
    throw new RetryLater(
      order
        ? `Order ${event.subject} changed ${maxRaces} times while ${event.type} was recorded`
        : `Order ${event.subject} is unknown; ${event.type} waits for it`,
    );
  };
