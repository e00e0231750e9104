// Finds orders by the partitions of OrdersTable's index byStatus, oldest first.
import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import {
  type ImpersonalItem,
  type ImpersonalOrder,
  impersonal,
  impersonalOf,
} from '#contracts/order-item.ts';
import type { Aws } from '#platform/aws.ts';

export type OrderKey = { orderId: string; createdKey: string };

type PageOptions = {
  /** ISO 8601: orders that are no older are left out. */
  createdBefore: string;
  after: OrderKey | undefined;
};

export type OrderFinder = {
  /** At most `pageSize` keys; fewer at the end of the partition. */
  page: (partition: string, options: PageOptions, signal: AbortSignal) => Promise<OrderKey[]>;
  /** What the latest write left of them, without personal data. What DynamoDB leaves out is for another time. */
  records: (keys: readonly OrderKey[], signal: AbortSignal) => Promise<ImpersonalOrder[]>;
};

/** Keys that one BatchGetItem may ask for. */
export const pageSize = 100;

export const createOrderFinder = ({ dynamo, tableName }: Aws): OrderFinder => {
  const TableName = tableName('OrdersTable');
  return {
    page: async (partition, { createdBefore, after }, abortSignal) => {
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
    records: async (keys, abortSignal) => {
      const Keys = keys.map(({ orderId }) => ({ orderId }));
      const request = { [TableName]: { Keys, ConsistentRead: true, ...impersonal } };
      const { Responses } = await dynamo.send(new BatchGetCommand({ RequestItems: request }), {
        abortSignal,
      });
      return ((Responses?.[TableName] ?? []) as ImpersonalItem[]).map(impersonalOf);
    },
  };
};
