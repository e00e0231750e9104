// Reads OrdersTable by key: the one place where its item becomes the order that everybody works with.
import { type OrderItem, recordOf } from '#contracts/order-item.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Tables } from './tables.ts';

/** Undefined when there is no such order (yet). */
export const storedOrder = async (
  { get }: Pick<Tables, 'get'>,
  orderId: string,
): Promise<OrderRecord | undefined> => {
  const item = await get<OrderItem>('OrdersTable', orderId);
  return item && recordOf(item);
};
