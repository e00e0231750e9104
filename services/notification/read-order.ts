// Reads the order that a mail is about. Events carry no name and no address, so they come from OrdersTable.
import type { OrderRecord } from '#contracts/order-record.ts';
import { storedOrder } from '#platform/stored-order.ts';
import type { Tables } from '#platform/tables.ts';

/** Undefined when there is no such order (yet). A look that finds one as it is wanted will do; any other may be stale. */
export type ReadOrder = (
  orderId: string,
  isWanted: (order: OrderRecord) => boolean,
) => Promise<OrderRecord | undefined>;

export const createReadOrder =
  ({ get, look }: Tables): ReadOrder =>
  async (orderId, isWanted) => {
    const seen = await storedOrder(look, orderId);
    return seen && isWanted(seen) ? seen : storedOrder(get, orderId);
  };
