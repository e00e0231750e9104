// Reads the order that a mail is about. Events carry no name and no address, so they come from OrdersTable.
import type { OrderRecord } from '#contracts/order-record.ts';
import { storedOrder } from '#platform/stored-order.ts';
import type { Tables } from '#platform/tables.ts';

/** Undefined when there is no such order (yet). */
export type ReadOrder = (orderId: string) => Promise<OrderRecord | undefined>;

export const createReadOrder =
  ({ get }: Tables): ReadOrder =>
  (orderId) =>
    storedOrder({ get }, orderId);
