// One sweep: looks at orders that have been open for long, and asks `orders` about those that should have moved on. While
// orders stand in line, only about those that have expired: days late is late, whatever waits.
import { soonestDueMs } from '#contracts/order-deadlines.ts';
import { journals, type OrderKey } from '#contracts/order-journal.ts';
import { stuckPartitions, watchedPartitions } from '#contracts/status-index.ts';
import { type AskDeps, askToResume } from './ask-to-resume.ts';
import type { FindBacklog } from './backlog.ts';
import type { Checkpoints } from './checkpoints.ts';
import { type OrderFinder, pageSize } from './order-finder.ts';
import { type DueOrder, selectDue, type Times } from './select-due.ts';
import { createWalk } from './walk.ts';

type SweepDeps = AskDeps & {
  finder: OrderFinder;
  checkpoints: Checkpoints;
  findBacklog: FindBacklog;
  now: () => number;
  /** Milliseconds. */
  stalledAfterMs: number;
  expiresAfterMs: number;
};

type Sweep = (signal: AbortSignal) => Promise<void>;

/** For each partition of WATCHED and STUCK and sweep. The next sweep goes on where one of them ended this one. */
const bounds = { looked: 500, asked: 100 };

export const createSweep = (deps: SweepDeps): Sweep => {
  const { findBacklog, now, log, stalledAfterMs, expiresAfterMs } = deps;
  // Of their own for each: a place among the younger orders is none among those that may have expired.
  const [places, placesInBacklog]: [Places, Places] = [new Map(), new Map()];
  const walks = journals.map((journal) => createWalk(deps, journal));
  return async (signal) => {
    const backlog = await findBacklog(signal);
    if (backlog) log.warn(backlog, 'orders wait in line: only those that have expired are asked to go on');
    const times: Times = { now: now(), stalledAfterMs, onlyExpired: !!backlog };
    const before = (ms: number) => new Date(times.now - ms).toISOString();
    const createdBefore = before(backlog ? expiresAfterMs : soonestDueMs(deps));
    const watched = { partitions: watchedPartitions, createdBefore };
    const stuck = { partitions: stuckPartitions, createdBefore: before(expiresAfterMs) };
    const from = backlog ? placesInBacklog : places;
    const looks = [watched, stuck].flatMap(({ partitions, createdBefore }) =>
      partitions.map((partition) => async () => {
        const place = { partition, createdBefore, after: from.get(partition) };
        from.set(partition, await sweepPartition(deps, place, times, signal));
      }),
    );
    const walking = walks.map((walk) => () => walk({ createdBefore, times, signal }));
    await inTurn([...looks, ...walking], signal);
  };
};

/**
 * Each of them once: a partition that fails sweep after sweep keeps none of those after it waiting.
 * @throws the first failure, when all are done; at once when `signal` aborts
 */
const inTurn = async (works: readonly (() => Promise<void>)[], signal: AbortSignal): Promise<void> => {
  const failures: unknown[] = [];
  for (const work of works) {
    signal.throwIfAborted();
    await work().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
};

type Places = Map<string, OrderKey | undefined>;
type Place = { partition: string; createdBefore: string; after: OrderKey | undefined };

/** Returns where to go on; undefined at the end of the partition. */
const sweepPartition = async (
  deps: SweepDeps,
  { partition, createdBefore, after }: Place,
  times: Times,
  signal: AbortSignal,
): Promise<OrderKey | undefined> => {
  const { finder } = deps;
  let place = after;
  let asked = 0;
  for (let looked = 0; looked < bounds.looked; looked += pageSize) {
    const keys = await finder.page({ partition, createdBefore, after: place }, signal);
    if (keys.length === 0) return undefined;
    const due = selectDue(await finder.records(keys, signal), times);
    const asking = due.slice(0, bounds.asked - asked);
    await Promise.all(asking.map((one) => askToResume(deps, one, times.now)));
    asked += asking.length;
    if (asking.length < due.length) return keyOf(asking.at(-1)) ?? place;
    if (keys.length < pageSize) return undefined;
    place = keys.at(-1);
  }
  return place;
};

const keyOf = (last: DueOrder | undefined): OrderKey | undefined =>
  last && { orderId: last.order.orderId, createdKey: last.order.createdKey };
