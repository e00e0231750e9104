// Authorizes the payment of a new order. The intent is stored before the gateway is asked, so that a second attempt
// knows that there may have been a first, and asks what became of it instead of charging again.
import { consignmentOf } from '#contracts/consignment.ts';
import type { Emission, Received } from '#contracts/events.ts';
import type { Payment } from '#contracts/payment-record.ts';
import { RetryLater } from '#messaging/errors.ts';
import type { Handler } from '#messaging/handler.ts';
import type { Authorization, Charge, Gateway } from './gateway.ts';
import { settledEvents } from './settlement.ts';
import type { PaymentStore } from './store.ts';

type Deps = { store: PaymentStore; gateway: Gateway; now: () => number };

export const createAuthorizePayment =
  ({ store, gateway, now }: Deps): Handler<'OrderCreated'> =>
  async (message, { signal }) => {
    const at = new Date(now()).toISOString();
    const intent = await store.create(intentOf(message, at), signal);
    if (intent.item.state !== 'INTENT') return conclude(gateway, intent.item, signal);
    const charge = chargeOf(intent.item, message);
    const known = intent.applied ? undefined : await gateway.findAuthorization(charge.orderId, signal);
    const authorization = known ?? (await gateway.authorize(charge, signal));
    const state = authorization.approved ? 'AUTHORIZED' : 'DECLINED';
    const event = paymentProcessed(message, authorization, at);
    const { item } = await store.advance('INTENT', state, event, signal);
    if (!item) throw new RetryLater(`The payment of order ${message.subject} disappeared`);
    return conclude(gateway, item, signal);
  };

/** A cancellation may have come while the gateway was asked, or before: then what was authorized must not stand. */
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

const intentOf = (
  { subject, data: { amount, currency } }: Received<'OrderCreated'>,
  at: string,
): Payment => ({
  orderId: subject,
  state: 'INTENT',
  amount,
  currency,
  createdAt: at,
  events: {},
});

/** The amount is the one that the intent was stored with. */
const chargeOf = ({ orderId, amount, currency }: Payment, { data }: Received<'OrderCreated'>): Charge => ({
  orderId,
  amount,
  currency,
  method: data.paymentMethod,
  token: data.paymentToken,
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
