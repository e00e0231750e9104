// PaymentsTable: one item an order, from the intent to charge to the end of the money's way.
import type { Payment, PaymentEvent, PaymentState } from '#contracts/payment-record.ts';
import type { Aws } from '#platform/aws.ts';
import { putOnce, updateWhen, type Written } from '#platform/conditional-writes.ts';
import { readLatest } from '#platform/read-latest.ts';

export type PaymentStore = {
  /** Stores the first that is known of a payment; a payment that is there stays as it is. */
  create: (payment: Payment, signal: AbortSignal) => Promise<Written<Payment>>;
  get: (orderId: string, signal: AbortSignal) => Promise<Payment | undefined>;
  /** Moves the payment on, with the event that tells of it, if it is still `from`. */
  advance: (
    from: PaymentState,
    to: PaymentState,
    event: PaymentEvent,
    signal: AbortSignal,
  ) => Promise<Written<Payment | undefined>>;
};

export const createPaymentStore = ({ dynamo, tableName }: Aws): PaymentStore => {
  const table = { dynamo, name: tableName('PaymentsTable'), key: 'orderId' };
  return {
    create: (payment, signal) => putOnce(table, payment, signal),
    get: (orderId, signal) => readLatest<Payment>(table, orderId, signal),
    advance: (from, to, event, signal) =>
      updateWhen<Payment>(
        table,
        {
          key: event.subject,
          when: { state: from },
          set: { state: to, [`events.${event.type}`]: event },
        },
        signal,
      ),
  };
};
