// The payment worker: authorizes when an order is created, captures when it was shipped, and gives back what is not due.

import { defineWorker } from '#messaging/define-worker.ts';
import { Permanent } from '#messaging/errors.ts';
import { createAuthorizePayment } from './authorize-payment.ts';
import { createCancelPayment } from './cancel-payment.ts';
import { createSettle } from './settle-payment.ts';
import { createSimulatedGateway } from './simulated-gateway.ts';
import { createPaymentStore } from './store.ts';

export const service = defineWorker('payment', ({ aws, now }) => {
  const store = createPaymentStore(aws);
  const gateway = createSimulatedGateway({ aws, now });
  const settle = createSettle({ store, gateway, now });
  return {
    'payment-queue': {
      OrderCreated: createAuthorizePayment({ store, gateway, now }),
      ShipmentPrepared: ({ subject }, { signal }) => settle(subject, 'capture', signal),
      ShipmentCancelled: createCancelPayment({ store, settle, now }),
      InventoryUpdated: ({ subject, outcome }, { signal }) => {
        // The subscription lets only this outcome through; a message sent by hand must not undo a payment either.
        if (outcome !== 'out_of_stock')
          throw new Permanent(`InventoryUpdated(${outcome}) is no reason to void order ${subject}`);
        return settle(subject, 'void', signal);
      },
      OrderReturned: ({ subject }, { signal }) => settle(subject, 'refund', signal),
    },
  };
});
