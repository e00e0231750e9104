// The textbook's orders: stores each new order, follows it through every status event, and says when it has ended.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { consume } from './consumer.ts';
import type { Context, Running } from './context.ts';
import { type Event, newEvent } from './events.ts';
import { newOrder, type Progress, progressOf, type StatusEvent } from './order-progress.ts';
import { createOutbox, type Outbox } from './outbox.ts';

export const start = async (context: Context): Promise<Running> => {
  const outbox = createOutbox(context, { table: 'OrdersOutboxTable', topic: 'order-events' });
  const follow = (event: StatusEvent) => followOrder(context, outbox, event);
  const consuming = await Promise.all([
    consume(context, 'order-queue', { PlaceOrder: (event) => placeOrder(context, outbox, event) }),
    consume(context, 'order-status-queue', {
      PaymentProcessed: follow,
      InventoryUpdated: follow,
      ShipmentPrepared: follow,
      PaymentCaptured: follow,
      PaymentReleased: follow,
    }),
  ]);
  return {
    stop: async () => {
      await Promise.all(consuming.map(({ stop }) => stop()));
      await outbox.stop();
    },
  };
};

/** A repetition finds its order stored, and changes nothing. */
const placeOrder = async (
  { tableName }: Context,
  { commit }: Outbox,
  placed: Event<'PlaceOrder'>,
): Promise<void> => {
  const { lines, total, currency, shippingAddress, paymentMethod, paymentToken } = placed.data;
  const Put = {
    TableName: tableName('OrdersTable'),
    Item: newOrder(placed),
    ConditionExpression: 'attribute_not_exists(orderId)',
  };
  const data = {
    lines: lines.map(({ productId, quantity, unitPrice }) => ({ productId, quantity, unitPrice })),
    country: shippingAddress.country,
    amount: total,
    currency,
    paymentMethod,
    paymentToken,
  };
  await commit([{ Put }], newEvent({ type: 'OrderCreated', orderId: placed.orderId, data }));
};

const followOrder = async (context: Context, { commit }: Outbox, event: StatusEvent): Promise<void> => {
  const { orderId } = event;
  const progress = progressOf(event);
  const Update = {
    TableName: context.tableName('OrdersTable'),
    Key: { orderId },
    ...progressUpdate(event, progress),
  };
  if (progress.ending) {
    const { ending } = progress;
    await commit([{ Update }], newEvent({ type: 'OrderCompleted', orderId, outcome: ending, data: {} }));
  } else await ignoringRefusal(context.aws.dynamo.send(new UpdateCommand(Update)));
};

/** One write, if the order has not come as far: what is repeated, or comes late, changes nothing. */
const progressUpdate = (event: StatusEvent, { status, rank }: Progress) => {
  const shipment =
    event.type === 'ShipmentPrepared' || event.type === 'PaymentCaptured'
      ? { carrier: event.data.carrier, trackingNumber: event.data.trackingNumber }
      : undefined;
  return {
    UpdateExpression: `SET #status = :status, #rank = :rank, timeline = list_append(timeline, :entry)${
      shipment ? ', shipment = :shipment' : ''
    }`,
    ConditionExpression: '#rank < :rank',
    ExpressionAttributeNames: { '#status': 'status', '#rank': 'rank' },
    ExpressionAttributeValues: {
      ':status': status,
      ':rank': rank,
      ':entry': [{ status, at: event.at }],
      ...(shipment && { ':shipment': shipment }),
    },
  };
};

const ignoringRefusal = async (write: Promise<unknown>): Promise<void> => {
  try {
    await write;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
