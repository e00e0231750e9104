// OrdersTable and NotificationsTable, read only: what the API shows of an order.
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { MailRecord } from '#contracts/mail-record.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { batchGet, maxBatchKeys } from '#platform/batch-get.ts';
import type { Runtime } from '#platform/runtime.ts';

/** What is known of an order at one moment; each part is there once it was written. */
export type Snapshot = { order?: OrderRecord; mail?: MailRecord };

export type IndexKey = { orderId: string; createdKey: string };

/** Where to look for orders: one partition of an index. */
export type Partition = { index: 'byCustomer' | 'byStatus'; value: string };

export type OrderReader = {
  get: (orderId: string) => Promise<OrderRecord | undefined>;
  /** At most 100 orders by id, as a moment ago. */
  getMany: (orderIds: readonly string[]) => Promise<Map<string, OrderRecord>>;
  /** At most 50 orders by id with their mails, as the latest write left them. */
  snapshots: (orderIds: readonly string[]) => Promise<Map<string, Snapshot>>;
  /** Keys of a partition, newest first, from below `before`. */
  newest: (partition: Partition, options: { limit: number; before?: string }) => Promise<IndexKey[]>;
};

/** Orders that one call of `snapshots` may ask for: a key in each of two tables. */
export const maxSnapshots = maxBatchKeys / 2;

const partitionAttributes = { byCustomer: 'customerKey', byStatus: 'statusPartition' };

export const createOrderReader = ({
  aws,
  random,
  timers,
}: Pick<Runtime, 'aws' | 'random' | 'timers'>): OrderReader => {
  const { dynamo } = aws;
  const [orders, mails] = [aws.tableName('OrdersTable'), aws.tableName('NotificationsTable')];
  return {
    get: async (orderId) => {
      const { Item } = await dynamo.send(new GetCommand({ TableName: orders, Key: { orderId } }));
      return Item as OrderRecord | undefined;
    },
    getMany: async (orderIds) => {
      if (orderIds.length === 0) return new Map();
      const found = await batchGet({ dynamo, random, timers }, { [orders]: { Keys: keysOf(orderIds) } });
      return byOrderId<OrderRecord>(found.get(orders));
    },
    snapshots: async (orderIds) => {
      const request = { Keys: keysOf(orderIds), ConsistentRead: true };
      const found = await batchGet({ dynamo, random, timers }, { [orders]: request, [mails]: request });
      return joined(orderIds, byOrderId(found.get(orders)), byOrderId(found.get(mails)));
    },
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

const joined = (
  orderIds: readonly string[],
  orders: ReadonlyMap<string, OrderRecord>,
  mails: ReadonlyMap<string, MailRecord>,
): Map<string, Snapshot> =>
  new Map(
    orderIds.map((orderId) => {
      const [order, mail] = [orders.get(orderId), mails.get(orderId)];
      return [orderId, { ...(order && { order }), ...(mail && { mail }) }];
    }),
  );

const byOrderId = <Item extends { orderId: string }>(
  items: readonly object[] | undefined,
): Map<string, Item> => new Map(((items ?? []) as Item[]).map((item) => [item.orderId, item]));

const keysOf = (orderIds: readonly string[]) => orderIds.map((orderId) => ({ orderId }));
