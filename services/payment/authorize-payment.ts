// Authorizes the payment of a new order. The intent is stored before the gateway is asked, so that a second attempt
// knows that there may have been a first, and asks what became of it instead of charging again.
import type { Emission, Received } from '#contracts/events.ts';
import { RetryLater } from '#messaging/errors.ts';
import type { Handler } from '#messaging/handler.ts';
import type { Authorization, Charge, Gateway } from './gateway.ts';
import type { Payment, PaymentStore } from './store.ts';

type Needs = { store: PaymentStore; gateway: Gateway; now: () => number };

export const createAuthorizePayment =
  ({ store, gateway, now }: Needs): Handler<'OrderCreated'> =>
  async (message, { signal }) => {
    const intent = await store.intend(intentOf(message, now()), signal);
    if (intent.item.state !== 'INTENT') return processed(intent.item);
    const charge = chargeOf(message);
    const known = intent.applied ? undefined : await gateway.findAuthorization(charge.orderId, signal);
    const authorization = known ?? (await gateway.authorize(charge, signal));
    const event = paymentProcessed(message, authorization, now());
    const state = authorization.approved ? 'AUTHORIZED' : 'DECLINED';
    const { item } = await store.advance('INTENT', state, event, signal);
    if (!item) throw new RetryLater(`The payment of order ${message.subject} disappeared`);
    return processed(item);
  };

const intentOf = ({ subject, data }: Received<'OrderCreated'>, now: number): Payment => ({
  orderId: subject,
  state: 'INTENT',
  amount: data.total,
  currency: data.currency,
  method: data.paymentMethod,
  createdAt: new Date(now).toISOString(),
  events: {},
});

const chargeOf = ({ subject, data }: Received<'OrderCreated'>): Charge => ({
  orderId: subject,
  amount: data.total,
  currency: data.currency,
  method: data.paymentMethod,
  token: data.paymentToken,
});

const paymentProcessed = (
  { subject, data: { lines, country } }: Received<'OrderCreated'>,
  authorization: Authorization,
  now: number,
): Emission<'PaymentProcessed'> => ({
  type: 'PaymentProcessed',
  subject,
  outcome: authorization.approved ? 'authorized' : 'declined',
  at: new Date(now).toISOString(),
  data: { lines, country, ...(!authorization.approved && { reason: authorization.reason }) },
});

const processed = ({ events }: Payment): readonly Emission[] =>
  events.PaymentProcessed ? [events.PaymentProcessed] : [];
