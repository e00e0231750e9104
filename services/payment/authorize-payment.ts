// Authorizes the payment of a new order. Until the gateway's answer is stored, an attempt may have been made that nobody
// knows of; the gateway knows it by its idempotency key, the orderId, and answers a second attempt as it did the first.
import { consignmentOf } from '#contracts/consignment.ts';
import type { Emission, Received } from '#contracts/events.ts';
import type { Payment } from '#contracts/payment-record.ts';
import type { Handler } from '#messaging/handler.ts';
import type { Authorization, Charge, Gateway } from './gateway.ts';
import { settledEvents } from './settlement.ts';
import type { PaymentStore } from './store.ts';

type Deps = { store: PaymentStore; gateway: Gateway; now: () => number };

/** Providers forget idempotency keys, after 24 hours at the soonest: an order that is half as old is asked about first. */
const keysLastMs = 12 * 60 * 60 * 1_000;

/** Until then hardly any order has a payment that could be found; a redelivery, or what is told again, comes later. */
const freshMs = 5_000;

export const createAuthorizePayment =
  ({ store, gateway, now }: Deps): Handler<'OrderCreated'> =>
  async (message, { signal, count }) => {
    const charge = chargeOf(message);
    const age = now() - Date.parse(message.at);
    // It saves asking the gateway, and no more: what it overlooks, the insert finds.
    const known = age > freshMs ? await store.look(charge.orderId) : undefined;
    if (known) return conclude(gateway, known, signal);
    const isOld = age > keysLastMs;
    const earlier = isOld ? await gateway.findAuthorization(charge.orderId, signal) : undefined;
    const authorization = earlier ?? (await gateway.authorize(charge, signal));
    const payment = paymentOf(message, authorization, new Date(now()).toISOString());
    const { item, applied } = await store.create(payment);
    if (applied && item.state === 'AUTHORIZED') count('OrdersAuthorized');
    return conclude(gateway, item, signal);
  };

/** A cancellation may have come before, or while the gateway was asked: then what was authorized must not stand. */
const conclude = async (
  gateway: Gateway,
  payment: Payment,
  signal: AbortSignal,
): Promise<readonly Emission[]> => {
  const { orderId, state, amount, events } = payment;
  if (state === 'CANCELLED') {
    await gateway.void(orderId, amount, signal);
    return settledEvents(payment, 'void');
  }
  return events.PaymentProcessed ? [events.PaymentProcessed] : [];
};

const chargeOf = ({ subject, data }: Received<'OrderCreated'>): Charge => ({
  orderId: subject,
  amount: data.amount,
  currency: data.currency,
  method: data.paymentMethod,
  token: data.paymentToken,
});

const paymentOf = (message: Received<'OrderCreated'>, authorization: Authorization, at: string): Payment => ({
  orderId: message.subject,
  state: authorization.approved ? 'AUTHORIZED' : 'DECLINED',
  amount: message.data.amount,
  currency: message.data.currency,
  createdAt: at,
  events: { PaymentProcessed: paymentProcessed(message, authorization, at) },
});

const paymentProcessed = (
  { subject, data }: Received<'OrderCreated'>,
  authorization: Authorization,
  at: string,
): Emission<'PaymentProcessed'> => ({
  type: 'PaymentProcessed',
  subject,
  outcome: authorization.approved ? 'authorized' : 'declined',
  at,
  data: { ...consignmentOf(data), ...(!authorization.approved && { reason: authorization.reason }) },
});
