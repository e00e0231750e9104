// The textbook's payment: authorizes a new order, captures when it is shipped, voids when stock ran out. The provider is
// asked first, under the order's idempotency key; then payment and event are committed, once.
import { consume } from './consumer.ts';
import type { Context, Running } from './context.ts';
import { consignmentOf, type Event, newEvent } from './events.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { createOutbox, type Outbox } from './outbox.ts';

export const start = async (context: Context): Promise<Running> => {
  const outbox = createOutbox(context, { table: 'PaymentsOutboxTable', topic: 'payment-status' });
  const payment = createPayment(context, createGateway(context), outbox);
  const consuming = await consume(context, 'payment-queue', {
    OrderCreated: payment.authorize,
    ShipmentPrepared: payment.capture,
    InventoryUpdated: payment.release,
  });
  return {
    stop: async () => {
      await consuming.stop();
      await outbox.stop();
    },
  };
};

const createPayment = ({ tableName }: Context, gateway: Gateway, { commit }: Outbox) => {
  const TableName = tableName('PaymentsTable');

  const settle = async (orderId: string, state: 'CAPTURED' | 'VOIDED', event: Event): Promise<void> => {
    const Update = {
      TableName,
      Key: { orderId },
      UpdateExpression: 'SET #state = :state, settledAt = :at',
      ConditionExpression: '#state = :authorized',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': state, ':at': event.at, ':authorized': 'AUTHORIZED' },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
    const result = await commit([{ Update }], event);
    if (result.committed) return;
    const found = result.reasons[0]?.Item?.state?.S;
    if (found !== state)
      throw new Error(`Payment of order ${orderId} cannot become ${state}: it is ${found}`);
  };

  return {
    authorize: async ({ orderId, data }: Event<'OrderCreated'>): Promise<void> => {
      const { amount, currency, paymentMethod, paymentToken } = data;
      const approved = await gateway.authorize({ orderId, amount, token: paymentToken });
      const outcome = approved ? 'authorized' : 'declined';
      const event = newEvent({ type: 'PaymentProcessed', orderId, outcome, data: consignmentOf(data) });
      const state = approved ? 'AUTHORIZED' : 'DECLINED';
      const Item = { orderId, state, amount, currency, paymentMethod, createdAt: event.at };
      await commit(
        [{ Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(orderId)' } }],
        event,
      );
    },
    capture: async ({ orderId, data }: Event<'ShipmentPrepared'>): Promise<void> => {
      await gateway.settle('capture', orderId, data.amount);
      await settle(orderId, 'CAPTURED', newEvent({ type: 'PaymentCaptured', orderId, data }));
    },
    release: async ({ orderId, data: { amount, currency } }: Event<'InventoryUpdated'>): Promise<void> => {
      await gateway.settle('void', orderId, amount);
      const data = { amount, currency };
      await settle(
        orderId,
        'VOIDED',
        newEvent({ type: 'PaymentReleased', orderId, outcome: 'voided', data }),
      );
    },
  };
};
