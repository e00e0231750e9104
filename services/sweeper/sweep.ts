// One sweep: looks at orders that have been open for long, and asks `orders` about those that should have moved on. While
// orders stand in line, only about those that have expired: days late is late, whatever waits.
import { openPartitions, stuckPartitions } from '#contracts/status-index.ts';
import type { QueueSender } from '#messaging/queue-sender.ts';
import type { Logger } from '#platform/logger.ts';
import type { Count } from '#platform/metrics.ts';
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
  count: Count;
  /** Milliseconds. */
  stalledAfterMs: number;
  expiresAfterMs: number;
};

type Sweep = (signal: AbortSignal) => Promise<void>;

/** For each partition and sweep. The next sweep goes on where one of them ended this one. */
const bounds = { looked: 500, asked: 100 };

export const createSweep = (deps: SweepDeps): Sweep => {
  const { findBacklog, now, log, stalledAfterMs, expiresAfterMs } = deps;
  // Of their own for each: a place among the younger orders is none among those that may have expired.
  const [places, placesInBacklog]: [Places, Places] = [new Map(), new Map()];
  return async (signal) => {
    const backlog = await findBacklog(signal);
    if (backlog) log.warn(backlog, 'orders wait in line: only those that have expired are asked to go on');
    const time = now();
    const before = (ms: number) => new Date(time - ms).toISOString();
    const openAfterMs = backlog ? expiresAfterMs : Math.min(stalledAfterMs, expiresAfterMs);
    const open = { partitions: openPartitions, createdBefore: before(openAfterMs) };
    const stuck = { partitions: stuckPartitions, createdBefore: before(expiresAfterMs) };
    const from = backlog ? placesInBacklog : places;
    for (const { partitions, createdBefore } of [open, stuck])
      for (const partition of partitions) {
        const place = { partition, createdBefore, after: from.get(partition), onlyExpired: !!backlog };
        from.set(partition, await sweepPartition(deps, place, time, signal));
      }
  };
};

type Places = Map<string, OrderKey | undefined>;
type Place = {
  partition: string;
  createdBefore: string;
  after: OrderKey | undefined;
  onlyExpired: boolean;
};

/** Returns where to go on; undefined at the end of the partition. */
const sweepPartition = async (
  deps: SweepDeps,
  { partition, createdBefore, after, onlyExpired }: Place,
  now: number,
  signal: AbortSignal,
): Promise<OrderKey | undefined> => {
  const { finder, stalledAfterMs } = deps;
  let place = after;
  let asked = 0;
  for (let looked = 0; looked < bounds.looked; looked += pageSize) {
    const keys = await finder.page(partition, { createdBefore, after: place }, signal);
    if (keys.length === 0) return undefined;
    const found = selectDue(await finder.records(keys, signal), { now, stalledAfterMs });
    const due = onlyExpired ? found.filter((one) => one.due === 'expire') : found;
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

const ask = async ({ orderQueue, log, count }: SweepDeps, dueOrder: DueOrder, now: number): Promise<void> => {
  const traceparent = childTraceparent(undefined);
  await orderQueue.send(resumeCommand(dueOrder, now), traceparent);
  count('OrdersResumed');
  const { order, due } = dueOrder;
  log.info({ orderId: order.orderId, status: order.status, due }, 'order should have moved on: asked');
};
