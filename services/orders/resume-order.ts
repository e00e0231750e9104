// Resumes an order that has stalled: an event or a message of it may be lost, or lie in a dead-letter queue.
import type { Handler } from '#messaging/handler.ts';
import { changeOrder } from './change-order.ts';
import { isStuck, resumption } from './resumption.ts';
import type { OrderStore } from './store.ts';

type Deps = { store: OrderStore; now: () => number; stalledAfterMs: number };

export const createResumeOrder =
  ({ store, now, stalledAfterMs }: Deps): Handler<'ResumeOrder'> =>
  (request, { signal, log }) =>
    changeOrder(
      store,
      request.subject,
      (order) => {
        const change = resumption(order, request, { now: now(), stalledAfterMs });
        // What alarms ring on: resuming did not help, and nobody but a person can.
        if (change.next && isStuck(change.next)) log.error({ status: order.status }, 'order is stuck');
        return change;
      },
      signal,
    );
