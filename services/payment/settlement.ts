// Pure: whether a payment can be captured or voided now, was already, or never can be.
import type { Emission } from '#contracts/events.ts';
import type { Payment, PaymentState } from './store.ts';

export type Settlement = 'capture' | 'void';
export type SettlementDecision = 'settle' | 'settled' | 'tooEarly' | 'conflict';

export const settledState = { capture: 'CAPTURED', void: 'VOIDED' } as const satisfies Record<
  Settlement,
  PaymentState
>;

export const decideSettlement = (
  state: PaymentState | undefined,
  settlement: Settlement,
): SettlementDecision => {
  if (state === 'AUTHORIZED') return 'settle';
  if (state === settledState[settlement]) return 'settled';
  return state === undefined || state === 'INTENT' ? 'tooEarly' : 'conflict';
};

export const settlementEvent = (
  { orderId, amount, currency }: Payment,
  settlement: Settlement,
  at: string,
): Emission<'PaymentCaptured' | 'PaymentReleased'> =>
  settlement === 'capture'
    ? { type: 'PaymentCaptured', subject: orderId, at, data: { amount, currency } }
    : { type: 'PaymentReleased', subject: orderId, outcome: 'voided', at, data: { amount, currency } };
