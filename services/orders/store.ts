// OrdersTable: one item an order, written by this service alone.
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Aws } from '#platform/aws.ts';
import { putOnce, updateWhen, type Written } from '#platform/conditional-writes.ts';
import { readLatest } from '#platform/read-latest.ts';

export type OrderStore = {
  /** Stores a new order; an order that is there stays as it is. */
  create: (order: OrderRecord, signal: AbortSignal) => Promise<Written<OrderRecord>>;
  /** Reads what the latest write left. */
  get: (orderId: string, signal: AbortSignal) => Promise<OrderRecord | undefined>;
  /** Replaces what changes on the way, if nobody else has since `version` was read. */
  replace: (
    order: OrderRecord,
    version: number,
    signal: AbortSignal,
  ) => Promise<Written<OrderRecord | undefined>>;
};

export const createOrderStore = ({ dynamo, tableName }: Aws): OrderStore => {
  const table = { dynamo, name: tableName('OrdersTable'), key: 'orderId' };
  return {
    create: (order, signal) => putOnce(table, order, signal),
    get: (orderId, signal) => readLatest<OrderRecord>(table, orderId, signal),
    replace: (
      { orderId, status, statusPartition, timeline, emitted, resumed, version: next },
      version,
      signal,
    ) => {
      const set = { status, statusPartition, timeline, emitted, version: next, ...(resumed && { resumed }) };
      return updateWhen<OrderRecord>(table, { key: orderId, when: { version }, set }, signal);
    },
  };
};
