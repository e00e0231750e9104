// Captures what was authorized once the order has shipped, voids it when nothing will ship, refunds what comes back.
import type { Emission } from '#contracts/events.ts';
import type { Payment } from '#contracts/payment-record.ts';
import { Permanent, RetryLater } from '#messaging/errors.ts';
import { type Gateway, GatewayConflict } from './gateway.ts';
import {
  decideSettlement,
  type Settlement,
  settledEvents,
  settlementEvent,
  settlements,
} from './settlement.ts';
import type { PaymentStore } from './store.ts';

type Deps = { store: PaymentStore; gateway: Gateway; now: () => number };

/** `seen`: the payment, perhaps as it was a moment ago. @throws RetryLater, Permanent when it is not, or never will be, where it can be settled so */
export type SettlePayment = (
  seen: Payment | undefined,
  settlement: Settlement,
  context: { orderId: string; signal: AbortSignal },
) => Promise<readonly Emission[]>;

/**
 * The gateway settles once however often it is asked, so a crash between it and the table is mended by asking again, and a
 * look that is stale costs no more than that. What it would refuse is looked at again before anybody is told no.
 */
export const createSettlePayment =
  ({ store, gateway, now }: Deps): SettlePayment =>
  async (seen, settlement, { orderId, signal }) => {
    const payment = isReady(seen, settlement) ? seen : await store.get(orderId);
    const decision = decideSettlement(payment?.state, settlement);
    if (!payment || decision === 'tooEarly')
      throw new RetryLater(`The payment of order ${orderId} is not at the point yet to ${settlement} it`);
    if (decision === 'conflict') throw conflict(payment, settlement);
    if (decision === 'settled') return settledEvents(payment, settlement);
    await gateway[settlement](orderId, payment.amount, signal).catch(permanentOnConflict);
    const { to } = settlements[settlement];
    const event = settlementEvent(payment, settlement, new Date(now()).toISOString());
    const settled = await store.advance(payment, to, event);
    if (!settled || decideSettlement(settled.state, settlement) !== 'settled')
      throw new RetryLater(`The payment of order ${orderId} changed while it was settled`);
    return settledEvents(settled, settlement);
  };

const isReady = (payment: Payment | undefined, settlement: Settlement): boolean =>
  ['settle', 'settled'].includes(decideSettlement(payment?.state, settlement));

const conflict = ({ orderId, state }: Payment, settlement: Settlement): Permanent =>
  new Permanent(
    `Cannot ${settlement} the payment of order ${orderId}: it is ${state}; compare ShipmentsTable and the gateway's ledger before redriving`,
  );

const permanentOnConflict = (error: unknown): never => {
  if (error instanceof GatewayConflict) throw new Permanent(error.message, { cause: error });
  throw error;
};
