// The textbook's inventory: takes every line of a paid order from stock, or none, in one transaction. The reservation in
// it is also the record that the order was handled.
import { consume } from './consumer.ts';
import type { Context, Running } from './context.ts';
import { consignmentOf, type Event, newEvent } from './events.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { isRefused, type Writes } from './transaction.ts';

export const start = async (context: Context): Promise<Running> => {
  const outbox = createOutbox(context, { table: 'InventoryOutboxTable', topic: 'inventory-status' });
  const consuming = await consume(context, 'inventory-queue', {
    PaymentProcessed: (event) => reserve(context, outbox, event),
  });
  return {
    stop: async () => {
      await consuming.stop();
      await outbox.stop();
    },
  };
};

const reserve = async (context: Context, { commit }: Outbox, paid: Event<'PaymentProcessed'>) => {
  const { orderId } = paid;
  const data = consignmentOf(paid.data);
  const reserved = newEvent({ type: 'InventoryUpdated', orderId, outcome: 'reserved', data });
  const writes = [reservation(context, paid, 'RESERVED'), ...decrements(context, paid)];
  const result = await commit(writes, reserved);
  if (result.committed) return;
  const [alreadyReserved, ...lines] = result.reasons;
  if (isRefused(alreadyReserved)) return;
  const missing = data.lines.filter((_, index) => isRefused(lines[index])).map(({ productId }) => productId);
  const refused = newEvent({
    type: 'InventoryUpdated',
    orderId,
    outcome: 'out_of_stock',
    data: { ...data, missing },
  });
  await commit([reservation(context, paid, 'OUT_OF_STOCK')], refused);
};

const reservation = (
  { tableName }: Context,
  { orderId, at, data: { lines } }: Event<'PaymentProcessed'>,
  state: 'RESERVED' | 'OUT_OF_STOCK',
): Writes[number] => ({
  Put: {
    TableName: tableName('ReservationsTable'),
    Item: { orderId, state, lines, at },
    ConditionExpression: 'attribute_not_exists(orderId)',
  },
});

const decrements = ({ tableName }: Context, { data }: Event<'PaymentProcessed'>): Writes =>
  data.lines.map(({ productId, quantity }) => ({
    Update: {
      TableName: tableName('InventoryTable'),
      Key: { productId },
      UpdateExpression: 'SET available = available - :quantity',
      ConditionExpression: 'available >= :quantity',
      ExpressionAttributeValues: { ':quantity': quantity },
    },
  }));
