// Finds orders, oldest first: all of them by their journal, those that are watched or stuck by OrdersTable's index byStatus.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import {
  type ImpersonalItem,
  type ImpersonalOrder,
  impersonal,
  impersonalOf,
  type OrderItem,
} from '#contracts/order-item.ts';
import type { OrderKey } from '#contracts/order-journal.ts';
import { isUnwatched } from '#contracts/status-index.ts';
import { batchGet, maxBatchKeys } from '#platform/batch-get.ts';
import type { Runtime } from '#platform/runtime.ts';
import { type FindJournalPage, journalPages } from './journal-pages.ts';

type Range = {
  /** Of byStatus. */
  partition: string;
  /** ISO 8601: orders that are no older are left out. */
  createdBefore: string;
  after: OrderKey | undefined;
};

export type OrderFinder = {
  /** At most `pageSize` keys; fewer at the end of the range. */
  page: (range: Range, signal: AbortSignal) => Promise<OrderKey[]>;
  /** At most `pageSize` keys, each once. Not all of them need be keys of an order. */
  journalPage: FindJournalPage;
  /** Those that may be open and unwatched. It may be late to see that they are not, and never sees that too early. */
  unwatched: (keys: readonly OrderKey[], signal: AbortSignal) => Promise<OrderKey[]>;
  /** What the latest write left of them, without personal data. */
  records: (keys: readonly OrderKey[], signal: AbortSignal) => Promise<ImpersonalOrder[]>;
};

/** Keys that one BatchGetItem may ask for. */
export const pageSize = maxBatchKeys;

type Standing = Pick<OrderItem, 'orderId' | 'status' | 'statusPartition'>;
const standing = {
  ProjectionExpression: 'orderId, #status, statusPartition',
  ExpressionAttributeNames: { '#status': 'status' },
};
const record = { ...impersonal, ConsistentRead: true };

export const createOrderFinder = (runtime: Pick<Runtime, 'aws' | 'random' | 'timers'>): OrderFinder => {
  const { dynamo, tableName } = runtime.aws;
  const TableName = tableName('OrdersTable');
  const read = async <Item>(keys: readonly OrderKey[], what: object, abortSignal: AbortSignal) => {
    const send = (command: Parameters<typeof dynamo.send>[0]) => dynamo.send(command, { abortSignal });
    const Keys = keys.map(({ orderId }) => ({ orderId }));
    const deps = { ...runtime, dynamo: { send: send as typeof dynamo.send } };
    const found = await batchGet(deps, { [TableName]: { Keys, ...what } });
    return (found.get(TableName) ?? []) as Item[];
  };
  return {
    page: async ({ partition, createdBefore, after }, abortSignal) => {
      // A clock that was set back, or a longer deadline: DynamoDB refuses to go on from beyond the range.
      if (after && after.createdKey >= createdBefore) return [];
      const command = new QueryCommand({
        TableName,
        IndexName: 'byStatus',
        Limit: pageSize,
        KeyConditionExpression: 'statusPartition = :partition AND createdKey < :before',
        ExpressionAttributeValues: { ':partition': partition, ':before': createdBefore },
        ...(after && { ExclusiveStartKey: { ...after, statusPartition: partition } }),
      });
      const { Items = [] } = await dynamo.send(command, { abortSignal });
      return Items.map(({ orderId, createdKey }) => ({ orderId, createdKey }));
    },
    journalPage: journalPages(runtime.aws),
    unwatched: async (keys, signal) => {
      const standings = await read<Standing>(keys, standing, signal);
      const found = new Map(standings.map((order) => [order.orderId, order]));
      return keys.filter(({ orderId }) => {
        const order = found.get(orderId);
        return order === undefined || isUnwatched(order);
      });
    },
    records: async (keys, signal) => (await read<ImpersonalItem>(keys, record, signal)).map(impersonalOf),
  };
};
