// Puts an order into OrdersTable and the journal by hand, in the form in which `orders` stores it.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { itemOf } from '#contracts/order-item.ts';
import { entriesOf } from '#contracts/order-journal.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Runtime } from '#platform/runtime.ts';
import { newOrder } from '../../services/orders/new-order.ts';
import { newOrderId, placeOrder } from './messages.ts';

export const putOrder = async (
  { aws: { dynamo, tableName } }: Pick<Runtime, 'aws'>,
  order: OrderRecord,
): Promise<void> => {
  for (const Item of entriesOf([order]))
    await dynamo.send(new PutCommand({ TableName: tableName('OrderJournalTable'), Item }));
  await dynamo.send(new PutCommand({ TableName: tableName('OrdersTable'), Item: itemOf(order) }));
};

/** As it stands when it has just been placed. */
export const placedOrder = (orderId = newOrderId(), acceptedAt?: string): OrderRecord => {
  const command = placeOrder(orderId, acceptedAt);
  const now = Date.parse(command.data.acceptedAt);
  return newOrder(command, { now, stalledAfterMs: 300_000, expiresAfterMs: 72 * 3_600_000 });
};
