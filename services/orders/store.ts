// OrdersTable: one item an order, written by this service alone.
import { itemOf, type OrderItem, recordOf } from '#contracts/order-item.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { storedOrder } from '#platform/stored-order.ts';
import type { Changed, Tables, Written } from '#platform/tables.ts';

export type OrderStore = {
  /** Stores a new order; an order that is there stays as it is. */
  create: (order: OrderRecord) => Promise<Written<OrderRecord>>;
  /** Reads what the latest write left. */
  get: (orderId: string) => Promise<OrderRecord | undefined>;
  /** Perhaps as it was a moment ago. */
  look: (orderId: string) => Promise<OrderRecord | undefined>;
  /** Replaces what changes on the way, if nobody else has since `version` was read. */
  replace: (order: OrderRecord, version: number) => Promise<Changed<OrderRecord>>;
};

export const createOrderStore = ({ get, look, insert, update }: Tables): OrderStore => ({
  create: async (order) => {
    const { item, applied } = await insert('OrdersTable', itemOf(order));
    return { item: recordOf(item), applied };
  },
  get: (orderId) => storedOrder(get, orderId),
  look: (orderId) => storedOrder(look, orderId),
  replace: async (order, version) => {
    const { orderId, status, statusPartition, timeline, emitted, resumed, version: next } = itemOf(order);
    const story = { status, timeline, emitted, version: next, ...(resumed && { resumed }) };
    const set = { ...story, ...(statusPartition && { statusPartition }) };
    const result = await update<OrderItem>('OrdersTable', orderId, { when: { version }, set });
    return result.applied ? result : { applied: false, item: result.item && recordOf(result.item) };
  },
});
