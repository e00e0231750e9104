// Resumes an order that has stalled: an event or a message of it may be lost, or lie in a dead-letter queue.
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Handler } from '#messaging/handler.ts';
import { changeOrder } from './change-order.ts';
import { isStuck, resumption } from './resumption.ts';
import type { OrderStore } from './store.ts';

type Deps = { store: OrderStore; now: () => number; stalledAfterMs: number };

export const createResumeOrder =
  ({ store, now, stalledAfterMs }: Deps): Handler<'ResumeOrder'> =>
  async (request, { log }) => {
    const decide = (order: OrderRecord) => resumption(order, request, { now: now(), stalledAfterMs });
    const { next, emissions } = await changeOrder(store, request.subject, decide);
    // What alarms ring on: resuming did not help, and nobody but a person can.
    if (next && isStuck(next)) log.error({ status: next.status }, 'order is stuck');
    return emissions;
  };
