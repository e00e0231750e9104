// Reads OrdersTable by key: the one place where its item becomes the order that everybody works with.
import { type OrderItem, recordOf } from '#contracts/order-item.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Sight, Tables } from './tables.ts';

/** `read` is one of the two ways of `Tables`. Undefined when there is no such order (yet). */
export const storedOrder = async (read: Tables[Sight], orderId: string): Promise<OrderRecord | undefined> => {
  const item = await read<OrderItem>('OrdersTable', orderId);
  return item && recordOf(item);
};
