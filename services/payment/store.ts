// PaymentsTable: one item an order, from what the gateway answered to the end of the money's way.
import type { Payment, PaymentEvent, PaymentState } from '#contracts/payment-record.ts';
import type { Tables, Written } from '#platform/tables.ts';

export type PaymentStore = {
  /** Stores the first that is known of a payment; a payment that is there stays as it is. */
  create: (payment: Payment) => Promise<Written<Payment>>;
  get: (orderId: string) => Promise<Payment | undefined>;
  /** Perhaps as it was a moment ago. */
  look: (orderId: string) => Promise<Payment | undefined>;
  /**
   * Moves the payment on, with the event that tells of it, if its state is still that of `payment`. Resolves to the payment
   * as it is stored then.
   */
  advance: (payment: Payment, to: PaymentState, event: PaymentEvent) => Promise<Payment | undefined>;
};

export const createPaymentStore = ({ get, look, insert, update }: Tables): PaymentStore => ({
  create: (payment) => insert('PaymentsTable', payment),
  get: (orderId) => get('PaymentsTable', orderId),
  look: (orderId) => look('PaymentsTable', orderId),
  advance: async (payment, to, event) => {
    const { orderId, state, events } = payment;
    const set = { state: to, [`events.${event.type}`]: event };
    const result = await update<Payment>('PaymentsTable', orderId, { when: { state }, set });
    if (!result.applied) return result.item;
    return { ...payment, state: to, events: { ...events, [event.type]: event } };
  },
});
