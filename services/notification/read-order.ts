// Reads the order that a mail is about. Events carry no name and no address, so they come from OrdersTable.
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Aws } from '#platform/aws.ts';

/** Undefined when there is no such order (yet). */
export type ReadOrder = (orderId: string, signal: AbortSignal) => Promise<OrderRecord | undefined>;

export const createReadOrder =
  ({ dynamo, tableName }: Aws): ReadOrder =>
  async (orderId, signal) => {
    const { Item } = await dynamo.send(
      new GetCommand({ TableName: tableName('OrdersTable'), Key: { orderId }, ConsistentRead: true }),
      { abortSignal: signal },
    );
    return Item as OrderRecord | undefined;
  };
