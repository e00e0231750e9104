// The payment of an order as PaymentsTable keeps it. `payment` alone writes it; inventory confirms authorizations with it,
// and orders and orders-api see in it how far the order has come.
import type { Emission } from './events.ts';

/** CANCELLED: the order was cancelled before anything was authorized; nothing ever will be. */
export type PaymentState = 'AUTHORIZED' | 'DECLINED' | 'CAPTURED' | 'VOIDED' | 'CANCELLED' | 'REFUNDED';

export type PaymentEvent = Emission<'PaymentProcessed' | 'PaymentCaptured' | 'PaymentReleased'>;

export type Payment = {
  orderId: string;
  state: PaymentState;
  /** Minor units. */
  amount: number;
  currency: string;
  createdAt: string;
  /** What was emitted with a write of this item, to be emitted again should that write's message come again. */
  events: { [Type in PaymentEvent['type']]?: Extract<PaymentEvent, { type: Type }> };
};
