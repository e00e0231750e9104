// An order that was accepted a moment ago may not be stored yet: its reader waits a little rather than be told 404.
import type { OrderRecord } from '#contracts/order-record.ts';
import { timeOfUuid } from '#platform/ids.ts';
import type { OrderReader, Snapshot } from '../orders/order-reader.ts';
import type { OrderWatch } from './order-watch.ts';

/** How long after its acceptance an order may take to be stored before a reader is told that there is none. */
const recentMs = 10_000;
const waitMs = 1_500;
const maxWaiting = 500;

/**
 * Resolves to the order, or to undefined when there is none and none is to be expected. `gone` aborts when nobody waits
 * for the answer any more; it is asked for only when there is something to wait for.
 */
export type AwaitOrder = (orderId: string, gone: () => AbortSignal) => Promise<OrderRecord | undefined>;

type AwaitOrderDeps = { orders: Pick<OrderReader, 'get'>; watch: OrderWatch; now: () => number };

export const createAwaitOrder = ({ orders, watch, now }: AwaitOrderDeps): AwaitOrder => {
  let waiting = 0;
  return async (orderId, gone) => {
    const order = await orders.get(orderId);
    if (order || !mayBeOnItsWay(orderId, now()) || waiting >= maxWaiting) return order;
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
): Promise<OrderRecord | undefined> => {
  const { promise, resolve } = Promise.withResolvers<OrderRecord | undefined>();
  const unsubscribe = watch(orderId, ({ order }: Snapshot) => order && resolve(order));
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
