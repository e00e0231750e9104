// Reads the order that a mail is about. Events carry no name and no address, so they come from OrdersTable.
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Aws } from '#platform/aws.ts';
import { readLatest } from '#platform/read-latest.ts';

/** Undefined when there is no such order (yet). */
export type ReadOrder = (orderId: string, signal: AbortSignal) => Promise<OrderRecord | undefined>;

export const createReadOrder = ({ dynamo, tableName }: Aws): ReadOrder => {
  const table = { dynamo, name: tableName('OrdersTable'), key: 'orderId' };
  return (orderId, signal) => readLatest<OrderRecord>(table, orderId, signal);
};
