// One sweep: looks at orders that have been open for long, and asks `orders` about those that should have moved on.
import { openPartitions, stuckPartitions } from '#contracts/status-index.ts';
import type { QueueSender } from '#messaging/queue-sender.ts';
import type { Logger } from '#platform/logger.ts';
import { childTraceparent } from '#platform/trace.ts';
import type { FindBacklog } from './backlog.ts';
import { type OrderFinder, type OrderKey, pageSize } from './order-finder.ts';
import { type DueOrder, resumeCommand, selectDue } from './select-due.ts';

type SweepDeps = {
  finder: OrderFinder;
  findBacklog: FindBacklog;
  orderQueue: Pick<QueueSender, 'send'>;
  now: () => number;
  log: Logger;
  /** Milliseconds. */
  stalledAfterMs: number;
  expiresAfterMs: number;
};

type Sweep = (signal: AbortSignal) => Promise<void>;

/** For each partition and sweep. The next sweep goes on where one of them ended this one. */
const bounds = { looked: 500, asked: 100 };

export const createSweep = (deps: SweepDeps): Sweep => {
  const { findBacklog, now, log, stalledAfterMs, expiresAfterMs } = deps;
  const places = new Map<string, OrderKey | undefined>();
  return async (signal) => {
    const backlog = await findBacklog(signal);
    if (backlog) {
      log.info(backlog, 'no sweep: orders wait in line');
      return;
    }
    const time = now();
    const before = (ms: number) => new Date(time - ms).toISOString();
    const open = {
      partitions: openPartitions,
      createdBefore: before(Math.min(stalledAfterMs, expiresAfterMs)),
    };
    const stuck = { partitions: stuckPartitions, createdBefore: before(expiresAfterMs) };
    for (const { partitions, createdBefore } of [open, stuck])
      for (const partition of partitions) {
        const from = { partition, createdBefore, after: places.get(partition) };
        places.set(partition, await sweepPartition(deps, from, time, signal));
      }
  };
};

type Place = { partition: string; createdBefore: string; after: OrderKey | undefined };

/** Returns where to go on; undefined at the end of the partition. */
const sweepPartition = async (
  deps: SweepDeps,
  { partition, createdBefore, after }: Place,
  now: number,
  signal: AbortSignal,
): Promise<OrderKey | undefined> => {
  const { finder, stalledAfterMs } = deps;
  let place = after;
  let asked = 0;
  for (let looked = 0; looked < bounds.looked; looked += pageSize) {
    const keys = await finder.page(partition, { createdBefore, after: place }, signal);
    if (keys.length === 0) return undefined;
    const due = selectDue(await finder.records(keys, signal), { now, stalledAfterMs });
    const asking = due.slice(0, bounds.asked - asked);
    await Promise.all(asking.map((one) => ask(deps, one, now)));
    asked += asking.length;
    if (asking.length < due.length) return keyOf(asking.at(-1)) ?? place;
    if (keys.length < pageSize) return undefined;
    place = keys.at(-1);
  }
  return place;
};

const keyOf = (last: DueOrder | undefined): OrderKey | undefined =>
  last && { orderId: last.order.orderId, createdKey: last.order.createdKey };

const ask = async ({ orderQueue, log }: SweepDeps, dueOrder: DueOrder, now: number): Promise<void> => {
  const traceparent = childTraceparent(undefined);
  await orderQueue.send(resumeCommand(dueOrder, now), traceparent);
  const { order, due } = dueOrder;
  log.info({ orderId: order.orderId, status: order.status, due }, 'order should have moved on: asked');
};
