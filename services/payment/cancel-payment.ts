// Gives back the payment of a cancelled order, wherever it stands. Where nothing was authorized yet, it leaves a tombstone:
// an OrderCreated that comes later, or a charge that is under way, finds it.
import type { Emission, Received } from '#contracts/events.ts';
import { Permanent, RetryLater } from '#messaging/errors.ts';
import type { Handler } from '#messaging/handler.ts';
import type { Settle } from './settle-payment.ts';
import { paymentReleased } from './settlement.ts';
import type { Payment, PaymentStore } from './store.ts';

type Needs = { store: PaymentStore; settle: Settle; now: () => number };

export const createCancelPayment =
  ({ store, settle, now }: Needs): Handler<'ShipmentCancelled'> =>
  async (message, { signal }) => {
    const tombstone = tombstoneOf(message, new Date(now()).toISOString());
    const { item, applied } = await store.open(tombstone, signal);
    if (applied || item.state !== 'INTENT') return giveBack(item, settle, signal);
    const advanced = await store.advance('INTENT', 'CANCELLED', tombstone.events.PaymentReleased, signal);
    if (!advanced.item) throw new RetryLater(`The payment of order ${message.subject} disappeared`);
    return giveBack(advanced.item, settle, signal);
  };

const tombstoneOf = ({ subject, data: { amount, currency } }: Received<'ShipmentCancelled'>, at: string) => {
  const payment = { orderId: subject, state: 'CANCELLED', amount, currency, createdAt: at } as const;
  return { ...payment, events: { PaymentReleased: paymentReleased(payment, 'not_charged', at) } };
};

const giveBack = async (
  { orderId, state, events }: Payment,
  settle: Settle,
  signal: AbortSignal,
): Promise<readonly Emission[]> => {
  switch (state) {
    case 'AUTHORIZED':
      return settle(orderId, 'void', signal);
    case 'CANCELLED':
    case 'VOIDED':
      return events.PaymentReleased ? [events.PaymentReleased] : [];
    case 'DECLINED':
      return [];
    default:
      throw new Permanent(`Order ${orderId} was not shipped, but its payment is ${state}`);
  }
};
