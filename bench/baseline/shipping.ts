// The textbook's shipping: prepares the parcel of an order whose stock is reserved, once. No carrier is told of it.
import { randomInt } from 'node:crypto';
import { consume } from './consumer.ts';
import type { Context, Running } from './context.ts';
import { type Event, newEvent } from './events.ts';
import { createOutbox, type Outbox } from './outbox.ts';

export const start = async (context: Context): Promise<Running> => {
  const outbox = createOutbox(context, { table: 'ShipmentsOutboxTable', topic: 'shipment-status' });
  const consuming = await consume(context, 'shipping-queue', {
    InventoryUpdated: (event) => prepare(context, outbox, event),
  });
  return {
    stop: async () => {
      await consuming.stop();
      await outbox.stop();
    },
  };
};

/** A repetition finds the parcel prepared, and its tracking number stays. */
const prepare = async (
  { tableName }: Context,
  { commit }: Outbox,
  { orderId, data: { country, amount, currency } }: Event<'InventoryUpdated'>,
): Promise<void> => {
  const carrier = country === 'USA' ? 'Textbook Ground' : 'Textbook International';
  const trackingNumber = `TB${String(randomInt(1e12)).padStart(12, '0')}`;
  const data = { carrier, trackingNumber, amount, currency };
  const event = newEvent({ type: 'ShipmentPrepared', orderId, data });
  const Put = {
    TableName: tableName('ShipmentsTable'),
    Item: { orderId, carrier, trackingNumber, country, preparedAt: event.at },
    ConditionExpression: 'attribute_not_exists(orderId)',
  };
  await commit([{ Put }], event);
};
