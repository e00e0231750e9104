// The payment worker: authorizes when an order is created, captures when it was shipped, and releases what is not due.
import { defineWorker } from '#messaging/define-worker.ts';
import { onlyOutcome } from '#messaging/only-outcome.ts';
import { createAuthorizePayment } from './authorize-payment.ts';
import { createCancelPayment } from './cancel-payment.ts';
import { createSettlePayment } from './settle-payment.ts';
import { createSimulatedGateway } from './simulated-gateway.ts';
import { createPaymentStore } from './store.ts';

export const service = defineWorker('payment', ({ aws, now }) => {
  const store = createPaymentStore(aws);
  const gateway = createSimulatedGateway({ aws, now });
  const settle = createSettlePayment({ store, gateway, now });
  return {
    'payment-queue': {
      OrderCreated: createAuthorizePayment({ store, gateway, now }),
      ShipmentPrepared: ({ subject }, { signal }) => settle(subject, 'capture', signal),
      ShipmentCancelled: createCancelPayment({ store, gateway, settle, now }),
      InventoryUpdated: onlyOutcome('out_of_stock', ({ subject }, { signal }) =>
        settle(subject, 'void', signal),
      ),
      OrderReturned: ({ subject }, { signal }) => settle(subject, 'refund', signal),
    },
  };
});
