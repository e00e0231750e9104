// The newest orders of a partition of one of OrdersTable's indexes.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderKey } from '#contracts/order-journal.ts';
import type { Aws } from '#platform/aws.ts';
import type { Wanted } from './order-reader.ts';

const partitionAttributes = { byCustomer: 'customerKey', byStatus: 'statusPartition' };

type IndexPartition = { index: keyof typeof partitionAttributes; value: string };

export const newestInIndex = async (
  { dynamo, tableName }: Pick<Aws, 'dynamo' | 'tableName'>,
  { index, value }: IndexPartition,
  { limit, before }: Wanted,
): Promise<OrderKey[]> => {
  const partition = `${partitionAttributes[index]} = :value`;
  const command = new QueryCommand({
    TableName: tableName('OrdersTable'),
    IndexName: index,
    Limit: limit,
    ScanIndexForward: false,
    KeyConditionExpression: before === undefined ? partition : `${partition} AND createdKey < :before`,
    ExpressionAttributeValues: { ':value': value, ...(before !== undefined && { ':before': before }) },
  });
  const { Items = [] } = await dynamo.send(command);
  return Items.map(({ orderId, createdKey }) => ({ orderId, createdKey }));
};
