// OrdersTable: one item an order, written by this service alone.
import type { OrderRecord } from '#contracts/order-record.ts';
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
  create: (order) => insert('OrdersTable', order),
  get: (orderId) => get('OrdersTable', orderId),
  look: (orderId) => look('OrdersTable', orderId),
  replace: ({ orderId, status, statusPartition, timeline, emitted, resumed, version: next }, version) => {
    const set = { status, statusPartition, timeline, emitted, version: next, ...(resumed && { resumed }) };
    return update('OrdersTable', orderId, { when: { version }, set });
  },
});
