// Asks `orders` about an order that should have moved on.
import type { QueueSender } from '#messaging/queue-sender.ts';
import type { Logger } from '#platform/logger.ts';
import type { Count } from '#platform/metrics.ts';
import { childTraceparent } from '#platform/trace.ts';
import { type DueOrder, resumeCommand } from './select-due.ts';

export type AskDeps = { orderQueue: Pick<QueueSender, 'send'>; log: Logger; count: Count };

/** `now` in milliseconds. */
export const askToResume = async (
  { orderQueue, log, count }: AskDeps,
  dueOrder: DueOrder,
  now: number,
): Promise<void> => {
  const traceparent = childTraceparent(undefined);
  await orderQueue.send(resumeCommand(dueOrder, now), traceparent);
  count('OrdersResumed');
  const { order, due } = dueOrder;
  log.info({ orderId: order.orderId, status: order.status, due }, 'order should have moved on: asked');
};
