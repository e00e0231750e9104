// Releases the payment of a cancelled order, wherever it stands. Where nothing was authorized yet, it leaves a tombstone:
// an OrderCreated that comes later, or a charge that is under way, finds it.
import type { Emission, Received } from '#contracts/events.ts';
import type { Payment } from '#contracts/payment-record.ts';
import { Permanent, RetryLater } from '#messaging/errors.ts';
import type { Handler } from '#messaging/handler.ts';
import type { Gateway } from './gateway.ts';
import type { SettlePayment } from './settle-payment.ts';
import { paymentReleased, settledEvents } from './settlement.ts';
import type { PaymentStore } from './store.ts';

type Deps = { store: PaymentStore; gateway: Gateway; settle: SettlePayment; now: () => number };

export const createCancelPayment =
  ({ store, gateway, settle, now }: Deps): Handler<'ShipmentCancelled'> =>
  async (message, { signal }) => {
    const tombstone = tombstoneOf(message, new Date(now()).toISOString());
    const { item, applied } = await store.create(tombstone, signal);
    const payment = item.state === 'INTENT' ? await cancelIntent(store, tombstone, signal) : item;
    // The gateway may have been asked, and may act on that yet; voided first, it never will.
    if (payment.state === 'CANCELLED' && !applied)
      await gateway.void(payment.orderId, payment.amount, signal);
    return release(payment, settle, signal);
  };

const cancelIntent = async (
  store: PaymentStore,
  { orderId, events }: Tombstone,
  signal: AbortSignal,
): Promise<Payment> => {
  const { item } = await store.advance('INTENT', 'CANCELLED', events.PaymentReleased, signal);
  if (!item) throw new RetryLater(`The payment of order ${orderId} disappeared`);
  return item;
};

type Tombstone = ReturnType<typeof tombstoneOf>;

const tombstoneOf = ({ subject, data: { amount, currency } }: Received<'ShipmentCancelled'>, at: string) => {
  const payment = { orderId: subject, state: 'CANCELLED', amount, currency, createdAt: at } as const;
  return { ...payment, events: { PaymentReleased: paymentReleased(payment, 'not_charged', at) } };
};

const release = async (
  payment: Payment,
  settle: SettlePayment,
  signal: AbortSignal,
): Promise<readonly Emission[]> => {
  const { orderId, state } = payment;
  switch (state) {
    case 'AUTHORIZED':
      return settle(orderId, 'void', signal);
    case 'CANCELLED':
    case 'VOIDED':
      return settledEvents(payment, 'void');
    case 'DECLINED':
      return [];
    default:
      throw new Permanent(
        `Order ${orderId} was not shipped, but its payment is ${state}; compare ShipmentsTable and the gateway's ledger before redriving`,
      );
  }
};
