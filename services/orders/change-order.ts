// Changes an order by what it is and what the owners of its facts have stored: reads, decides, writes if nobody else has since,
// and decides again if somebody has.
import type { OrderEvent, OrderRecord } from '#contracts/order-record.ts';
import type { Entry } from '#contracts/order-standing.ts';
import { endingOf, isFinal } from '#contracts/order-status.ts';
import { RetryLater } from '#messaging/errors.ts';
import type { Count } from '#platform/metrics.ts';
import type { Sight } from '#platform/tables.ts';
import { knowsAllOf } from './projection.ts';
import type { OrderStore } from './store.ts';

/** Without `next` the order stays as it is. `emissions` are what is to be told, now or again. */
export type Change = { next?: OrderRecord | undefined; emissions: readonly OrderEvent[] };

export type Decide = (order: OrderRecord, account: readonly Entry[]) => Change;

export type ChangeDeps = {
  store: OrderStore;
  /** What the owners have stored of an order. */
  accountOf: (orderId: string, sight: Sight) => Promise<readonly Entry[]>;
};

/** Resolves to what was done: `next` as it is stored now, if anything was written. */
export type ChangeOrder = (
  deps: ChangeDeps,
  orderId: string,
  decide: Decide,
  count: Count,
) => Promise<Change>;

/** Events of one order can arrive together; each lost race reads what the winner wrote. */
const maxRaces = 5;

/** @throws RetryLater when the order is not known yet, or changes too often; whatever `decide` throws */
export const changeOrder: ChangeOrder = async ({ store, accountOf }, orderId, decide, count) => {
  const [stored, account] = await Promise.all([store.get(orderId), accountOf(orderId, 'get')]);
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

/**
 * As `changeOrder`, for what ends an order as a rule: then a look that may be stale will do, at half the price. Unless it
 * shows the order's whole story, it is as if nobody had looked.
 */
export const endOrder: ChangeOrder = async (deps, orderId, decide, count) =>
  (await endAtFirstLook(deps, orderId, decide, count)) ?? changeOrder(deps, orderId, decide, count);

/** That the order itself is not stale, its write finds out. */
const endAtFirstLook = async (
  { store, accountOf }: ChangeDeps,
  orderId: string,
  decide: Decide,
  count: Count,
): Promise<Change | undefined> => {
  const [order, account] = await Promise.all([store.look(orderId), accountOf(orderId, 'look')]);
  if (!order || !knowsAllOf(order, account)) return undefined;
  const change = attempt(decide, order, account);
  if (!change?.next || !isFinal(change.next.status)) return undefined;
  const { applied } = await store.replace(change.next, order.version);
  if (applied) countEnding(order, change.next, count);
  return applied ? change : undefined;
};

/** Undefined when it throws: what is wrong at first sight may not be at the second. */
const attempt = (decide: Decide, order: OrderRecord, account: readonly Entry[]): Change | undefined => {
  try {
    return decide(order, account);
  } catch {
    return undefined;
  }
};

const countEnding = (before: OrderRecord, after: OrderRecord, count: Count): void => {
  const outcome = endingOf(after.status);
  if (outcome && after.status !== before.status) count('OrdersProcessed', { outcome });
};
