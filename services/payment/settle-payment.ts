// Ends an authorization: captures it once the order was shipped, or voids it when nothing will ship.
import type { Emission, Received } from '#contracts/events.ts';
import { Permanent, RetryLater } from '#messaging/errors.ts';
import type { HandlerContext } from '#messaging/handler.ts';
import { type Gateway, GatewayConflict } from './gateway.ts';
import { decideSettlement, type Settlement, settledState, settlementEvent } from './settlement.ts';
import type { Payment, PaymentStore } from './store.ts';

type Needs = { store: PaymentStore; gateway: Gateway; now: () => number };
type Trigger = Received<'ShipmentPrepared' | 'InventoryUpdated'>;

export const createSettlePayment =
  ({ store, gateway, now }: Needs, settlement: Settlement) =>
  async (message: Trigger, { signal }: HandlerContext): Promise<readonly Emission[]> => {
    assertVoidable(message, settlement);
    const payment = await store.get(message.subject, signal);
    const decision = decideSettlement(payment?.state, settlement);
    if (!payment || decision === 'tooEarly')
      throw new RetryLater(`Order ${message.subject} has no authorized payment yet to ${settlement}`);
    if (decision === 'conflict')
      throw new Permanent(`Cannot ${settlement} order ${message.subject}: its payment is ${payment.state}`);
    if (decision === 'settled') return settledEvents(payment);
    await gateway[settlement](payment.orderId, payment.amount, signal).catch(permanentOnConflict);
    const event = settlementEvent(payment, settlement, new Date(now()).toISOString());
    const { item, applied } = await store.advance('AUTHORIZED', settledState[settlement], event, signal);
    if (!applied && item?.state !== settledState[settlement])
      throw new RetryLater(`The payment of order ${message.subject} changed while it was settled`);
    return item ? settledEvents(item) : [];
  };

/** The subscription lets only out-of-stock news through; a message sent by hand must not undo a payment either. */
const assertVoidable = (message: Trigger, settlement: Settlement) => {
  if (settlement === 'void' && message.outcome !== 'out_of_stock')
    throw new Permanent(`InventoryUpdated(${message.outcome}) is no reason to void order ${message.subject}`);
};

const permanentOnConflict = (error: unknown): never => {
  if (error instanceof GatewayConflict) throw new Permanent(error.message, { cause: error });
  throw error;
};

const settledEvents = ({ events }: Payment): readonly Emission[] =>
  [events.PaymentCaptured, events.PaymentReleased].filter((event) => event !== undefined);
