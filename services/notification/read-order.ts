// Reads the order that a mail is about. Events carry no name and no address, so they come from OrdersTable.
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Runtime } from '#platform/runtime.ts';

/** Undefined when there is no such order (yet). */
export type ReadOrder = (orderId: string, signal: AbortSignal) => Promise<OrderRecord | undefined>;

export const createReadOrder =
  ({ aws }: Pick<Runtime, 'aws'>): ReadOrder =>
  async (orderId, signal) => {
    const { Item } = await aws.dynamo.send(
      new GetCommand({ TableName: aws.tableName('OrdersTable'), Key: { orderId }, ConsistentRead: true }),
      { abortSignal: signal },
    );
    return Item as OrderRecord | undefined;
  };
