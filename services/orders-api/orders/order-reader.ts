// Orders, read only: what the API shows of them, and where it finds them.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { MailRecord } from '#contracts/mail-record.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { readOrders, readSnapshots, type SnapshotDeps } from './read-snapshots.ts';

/** What is known of an order at one moment; each part is there once it was written. */
export type Snapshot = { order?: OrderRecord; mail?: MailRecord };
export type KnownOrder = Snapshot & { order: OrderRecord };

export type IndexKey = { orderId: string; createdKey: string };

/** Where to look for orders: one partition of an index. */
export type Partition = { index: 'byCustomer' | 'byStatus'; value: string };

/** Orders are given with all that the owners of their facts have stored, told to `orders` or not. */
export type OrderReader = {
  get: (orderId: string) => Promise<Snapshot>;
  /** At most 100 orders by id. */
  getMany: (orderIds: readonly string[]) => Promise<Map<string, OrderRecord>>;
  /** At most `maxSnapshots` orders by id with their mails, as the latest writes left them. */
  snapshots: (orderIds: readonly string[]) => Promise<Map<string, Snapshot>>;
  /** Keys of a partition, newest first, from below `before`. */
  newest: (partition: Partition, options: { limit: number; before?: string }) => Promise<IndexKey[]>;
};

const partitionAttributes = { byCustomer: 'customerKey', byStatus: 'statusPartition' };

export const createOrderReader = (deps: SnapshotDeps): OrderReader => {
  const { dynamo, tableName } = deps.aws;
  const orders = tableName('OrdersTable');
  const snapshots: OrderReader['snapshots'] = (orderIds) => readSnapshots(deps, orderIds);
  return {
    get: async (orderId) => (await snapshots([orderId])).get(orderId) ?? {},
    getMany: (orderIds) => readOrders(deps, orderIds),
    snapshots,
    newest: async ({ index, value }, { limit, before }) => {
      const partition = `${partitionAttributes[index]} = :value`;
      const command = new QueryCommand({
        TableName: orders,
        IndexName: index,
        Limit: limit,
        ScanIndexForward: false,
        KeyConditionExpression: before === undefined ? partition : `${partition} AND createdKey < :before`,
        ExpressionAttributeValues: { ':value': value, ...(before !== undefined && { ':before': before }) },
      });
      const { Items = [] } = await dynamo.send(command);
      return Items.map(({ orderId, createdKey }) => ({ orderId, createdKey }));
    },
  };
};
