// OrdersTable: one item an order, written by this service alone.
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Aws } from '#platform/aws.ts';
import { abortable, putOnce, updateWhen, type Written } from '#platform/conditional-writes.ts';

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
    get: async (orderId, signal) => {
      const command = new GetCommand({ TableName: table.name, Key: { orderId }, ConsistentRead: true });
      const { Item } = await dynamo.send(command, abortable(signal));
      return Item as OrderRecord | undefined;
    },
    replace: ({ orderId, status, statusPartition, timeline, emitted, version: next }, version, signal) => {
      const set = { status, statusPartition, timeline, emitted, version: next };
      return updateWhen<OrderRecord>(table, { key: orderId, when: { version }, set }, signal);
    },
  };
};
