// An order that was accepted a moment ago may not be stored yet: its reader waits a little rather than be told 404.
import { timeOfUuid } from '#platform/ids.ts';
import type { KnownOrder, OrderReader, Snapshot } from '../orders/order-reader.ts';
import type { OrderWatch } from './order-watch.ts';

/** How long after its acceptance an order may take to be stored before a reader is told that there is none. */
const recentMs = 10_000;
const waitMs = 1_500;
const maxWaiting = 500;

/**
 * Resolves to the order, or to undefined when there is none and none is to be expected. `gone` aborts when nobody waits
 * for the answer any more; it is asked for only when there is something to wait for.
 */
export type AwaitOrder = (orderId: string, gone: () => AbortSignal) => Promise<KnownOrder | undefined>;

type AwaitOrderDeps = { orders: Pick<OrderReader, 'get'>; watch: OrderWatch; now: () => number };

export const createAwaitOrder = ({ orders, watch, now }: AwaitOrderDeps): AwaitOrder => {
  let waiting = 0;
  return async (orderId, gone) => {
    const found = known(await orders.get(orderId));
    if (found || !mayBeOnItsWay(orderId, now()) || waiting >= maxWaiting) return found;
    waiting += 1;
    try {
      return await firstSight(watch, orderId, gone());
    } finally {
      waiting -= 1;
    }
  };
};

/**
 * Pure: can the order have been accepted so recently that it need not be stored yet? A UUIDv7 tells its time; the id of
 * an order with an Idempotency-Key, a UUIDv8, does not, and gets the benefit of the doubt.
 */
export const mayBeOnItsWay = (orderId: string, now: number): boolean => {
  const acceptedAt = timeOfUuid(orderId);
  return acceptedAt === undefined ? orderId[14] === '8' : Math.abs(now - acceptedAt) < recentMs;
};

const firstSight = async (
  { watch }: OrderWatch,
  orderId: string,
  signal: AbortSignal,
): Promise<KnownOrder | undefined> => {
  const { promise, resolve } = Promise.withResolvers<KnownOrder | undefined>();
  const unsubscribe = watch(orderId, (snapshot) => snapshot.order && resolve(known(snapshot)));
  const timer = setTimeout(resolve, waitMs, undefined);
  const giveUp = () => resolve(undefined);
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp);
  return promise.finally(() => {
    unsubscribe();
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  });
};

const known = ({ order, mail }: Snapshot): KnownOrder | undefined =>
  order && { order, ...(mail && { mail }) };
