// Changes an order by what it is: reads, decides, writes if nobody else has since, and decides again if somebody has.
import type { Emission } from '#contracts/events.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { RetryLater } from '#messaging/errors.ts';
import type { OrderStore } from './store.ts';

/** Without `next` the order stays as it is. `emissions` are what is to be told, now or again. */
export type Change = { next?: OrderRecord | undefined; emissions: readonly Emission[] };

/** Events of one order can arrive together; each lost race reads what the winner wrote. */
const maxRaces = 5;

/**
 * What was done: `next` as it is stored now, if anything was written.
 * @throws RetryLater when the order is not known yet, or changes too often; whatever `decide` throws
 */
export const changeOrder = async (
  store: OrderStore,
  orderId: string,
  decide: (order: OrderRecord) => Change,
): Promise<Change> => {
  let order = await store.get(orderId);
  for (let race = 0; race < maxRaces && order; race += 1) {
    const change = decide(order);
    if (!change.next) return change;
    const result = await store.replace(change.next, order.version);
    if (result.applied) return change;
    order = result.item;
  }
  throw new RetryLater(
    order
      ? `Order ${orderId} changed ${maxRaces} times while a message of it was recorded`
      : `Order ${orderId} is unknown; what tells of it waits for it`,
  );
};
