// Releases the payment of a cancelled order, wherever it stands. Where nothing is stored yet, it leaves a tombstone: an
// OrderCreated that comes later, or a charge that is under way, finds it.
import type { Emission, Received } from '#contracts/events.ts';
import type { Payment } from '#contracts/payment-record.ts';
import { Permanent } from '#messaging/errors.ts';
import type { Handler } from '#messaging/handler.ts';
import type { Gateway } from './gateway.ts';
import type { SettlePayment } from './settle-payment.ts';
import { paymentReleased, settledEvents } from './settlement.ts';
import type { PaymentStore } from './store.ts';

type Deps = { store: PaymentStore; gateway: Gateway; settle: SettlePayment; now: () => number };

export const createCancelPayment =
  ({ store, gateway, settle, now }: Deps): Handler<'ShipmentCancelled'> =>
  async (message, { signal }) => {
    const { item } = await store.create(tombstoneOf(message, new Date(now()).toISOString()));
    // The gateway may have been asked, and may act on that yet; voided first, it never will.
    if (item.state === 'CANCELLED') await gateway.void(item.orderId, item.amount, signal);
    return release(item, settle, signal);
  };

const tombstoneOf = (
  { subject, data: { amount, currency } }: Received<'ShipmentCancelled'>,
  at: string,
): Payment => {
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
      return settle(payment, 'void', { orderId, signal });
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
