// Watches orders for everybody who waits: one loop a process reads all watched orders together, and only while somebody
// watches. An order costs five reads a round, however many people look at it.

import { chunked } from '#contracts/chunked.ts';
import type { Logger } from '#platform/logger.ts';
import type { OrderReader, Snapshot } from '../orders/order-reader.ts';
import { maxSnapshots } from '../orders/read-snapshots.ts';
import { createPollLoop } from './poll-loop.ts';
import { sentMails } from './timeline-view.ts';

export type OrderListener = (snapshot: Snapshot) => void;

export type OrderWatch = {
  /** Calls `listener` with what is known and on each change, never before `watch` returns. Returns how to unsubscribe. */
  watch: (orderId: string, listener: OrderListener) => () => void;
  close: () => void;
};

type OrderWatchDeps = { snapshots: OrderReader['snapshots']; log: Pick<Logger, 'warn'> };

type Watched = { listeners: Set<OrderListener>; last?: Snapshot };

/** Calls on the wire at once; a thousand orders are fifty calls. */
const concurrency = 4;

const intervalMs = 150;

export const createOrderWatch = ({ snapshots, log }: OrderWatchDeps): OrderWatch => {
  const watched = new Map<string, Watched>();

  const notify = (orderId: string, snapshot: Snapshot) => {
    const entry = watched.get(orderId);
    if (!entry || (entry.last && versionOf(entry.last) === versionOf(snapshot))) return;
    entry.last = snapshot;
    for (const listener of [...entry.listeners]) listener(snapshot);
  };

  const round = () =>
    inParallel(chunked([...watched.keys()], maxSnapshots), async (orderIds) => {
      for (const [orderId, snapshot] of await snapshots(orderIds)) notify(orderId, snapshot);
    });
  const isNeeded = () => watched.size > 0;
  const onFailure = (err: unknown, failures: number) =>
    log.warn({ err, failures, orders: watched.size }, 'watched orders cannot be read');
  const loop = createPollLoop({ round, isNeeded, onFailure }, { intervalMs });

  const watch: OrderWatch['watch'] = (orderId, listener) => {
    const entry = watched.get(orderId) ?? { listeners: new Set() };
    const { last } = entry;
    entry.listeners.add(listener);
    watched.set(orderId, entry);
    if (last) queueMicrotask(() => entry.listeners.has(listener) && listener(last));
    loop.wake();
    return () => {
      entry.listeners.delete(listener);
      if (entry.listeners.size === 0 && watched.get(orderId) === entry) watched.delete(orderId);
    };
  };

  return { watch, close: loop.close };
};

const versionOf = ({ order, mail }: Snapshot): string =>
  `${order?.version ?? 0}.${order?.timeline.length ?? 0}.${sentMails(mail).length}`;

/** @throws what failed first, once everything that was started has ended */
const inParallel = async <Item>(items: Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  const workers = Array.from({ length: Math.min(concurrency, items.length) }, async () => {
    for (let item = items.shift(); item; item = items.shift()) await work(item);
  });
  for (const result of await Promise.allSettled(workers))
    if (result.status === 'rejected') throw result.reason;
};
