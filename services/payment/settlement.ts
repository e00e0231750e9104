// Pure: what can become of a payment. Whether it can be captured, voided or refunded now, was already, or never can be.
import type { Emission, Outcome } from '#contracts/events.ts';
import type { Payment, PaymentState } from '#contracts/payment-record.ts';

export type Settlement = 'capture' | 'void' | 'refund';
type SettlementDecision = 'settle' | 'settled' | 'tooEarly' | 'conflict';

type Rule = {
  from: PaymentState;
  to: PaymentState;
  /** States that come after `to`: the settlement was made, and more has happened since. */
  after: readonly PaymentState[];
  tooEarly: readonly PaymentState[];
};

export const settlements: Record<Settlement, Rule> = {
  capture: { from: 'AUTHORIZED', to: 'CAPTURED', after: ['REFUNDED'], tooEarly: [] },
  void: { from: 'AUTHORIZED', to: 'VOIDED', after: [], tooEarly: [] },
  refund: { from: 'CAPTURED', to: 'REFUNDED', after: [], tooEarly: ['AUTHORIZED'] },
};

export const decideSettlement = (
  state: PaymentState | undefined,
  settlement: Settlement,
): SettlementDecision => {
  const { from, to, after, tooEarly } = settlements[settlement];
  if (state === undefined || tooEarly.includes(state)) return 'tooEarly';
  if (state === from) return 'settle';
  return state === to || after.includes(state) ? 'settled' : 'conflict';
};

export const settlementEvent = (
  payment: Payment,
  settlement: Settlement,
  at: string,
): Emission<'PaymentCaptured' | 'PaymentReleased'> => {
  if (settlement !== 'capture')
    return paymentReleased(payment, settlement === 'void' ? 'voided' : 'refunded', at);
  const { orderId, amount, currency } = payment;
  return { type: 'PaymentCaptured', subject: orderId, at, data: { amount, currency } };
};

export const paymentReleased = (
  { orderId, amount, currency }: Pick<Payment, 'orderId' | 'amount' | 'currency'>,
  outcome: Outcome<'PaymentReleased'>,
  at: string,
): Emission<'PaymentReleased'> => ({
  type: 'PaymentReleased',
  subject: orderId,
  outcome,
  at,
  data: { amount, currency },
});

/** What the payment's latest settlement of this kind emitted. */
export const settledEvents = ({ events }: Payment, settlement: Settlement): readonly Emission[] => {
  const event = settlement === 'capture' ? events.PaymentCaptured : events.PaymentReleased;
  return event ? [event] : [];
};
