// Changes an order by what it is and what the owners of its facts have stored: reads, decides, writes if nobody else has since,
// and decides again if somebody has.
import type { OrderEvent, OrderRecord } from '#contracts/order-record.ts';
import type { Entry } from '#contracts/order-standing.ts';
import { endingOf } from '#contracts/order-status.ts';
import { RetryLater } from '#messaging/errors.ts';
import type { Count } from '#platform/metrics.ts';
import type { OrderStore } from './store.ts';

/** Without `next` the order stays as it is. `emissions` are what is to be told, now or again. */
export type Change = { next?: OrderRecord | undefined; emissions: readonly OrderEvent[] };

export type Decide = (order: OrderRecord, account: readonly Entry[]) => Change;

export type ChangeDeps = {
  store: OrderStore;
  /** What the owners have stored of an order. */
  accountOf: (orderId: string) => Promise<readonly Entry[]>;
};

/** Events of one order can arrive together; each lost race reads what the winner wrote. */
const maxRaces = 5;

/**
 * What was done: `next` as it is stored now, if anything was written.
 * @throws RetryLater when the order is not known yet, or changes too often; whatever `decide` throws
 */
export const changeOrder = async (
  { store, accountOf }: ChangeDeps,
  orderId: string,
  decide: Decide,
  count: Count,
): Promise<Change> => {
  const [stored, account] = await Promise.all([store.get(orderId), accountOf(orderId)]);
  let order = stored;
  for (let race = 0; race < maxRaces && order; race += 1) {
    const change = decide(order, account);
    if (!change.next) return change;
    const result = await store.replace(change.next, order.version);
    if (result.applied) {
      countEnding(order, change.next, count);
      return change;
    }
    order = result.item;
  }
  throw new RetryLater(
    order
      ? `Order ${orderId} changed ${maxRaces} times while a message of it was recorded`
      : `Order ${orderId} is unknown; what tells of it waits for it`,
  );
};

const countEnding = (before: OrderRecord, after: OrderRecord, count: Count): void => {
  const outcome = endingOf(after.status);
  if (outcome && after.status !== before.status) count('OrdersProcessed', { outcome });
};
