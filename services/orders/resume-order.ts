// Resumes an order that has stalled: an event or a message of it may be lost, or lie in a dead-letter queue.
import { isStuck } from '#contracts/status-index.ts';
import type { Handler } from '#messaging/handler.ts';
import { type ChangeDeps, changeOrder, type Decide } from './change-order.ts';
import { resumption } from './resumption.ts';

type Deps = ChangeDeps & { now: () => number; stalledAfterMs: number };

export const createResumeOrder =
  ({ now, stalledAfterMs, ...deps }: Deps): Handler<'ResumeOrder'> =>
  async (request, { log, count }) => {
    const decide: Decide = (order, account) =>
      resumption(order, account, request, { now: now(), stalledAfterMs });
    const { next, emissions } = await changeOrder(deps, request.subject, decide, count);
    // What alarms ring on: resuming did not help, and nobody but a person can.
    if (next && isStuck(next)) {
      count('OrdersStuck');
      log.error({ status: next.status }, 'order is stuck');
    }
    return emissions;
  };
