// The payment worker: authorizes when an order is created, captures when it was shipped, voids when stock ran out.
import { defineWorker } from '#messaging/define-worker.ts';
import { createAuthorizePayment } from './authorize-payment.ts';
import { createSettlePayment } from './settle-payment.ts';
import { createSimulatedGateway } from './simulated-gateway.ts';
import { createPaymentStore } from './store.ts';

export const service = defineWorker('payment', ({ aws, now }) => {
  const needs = { store: createPaymentStore(aws), gateway: createSimulatedGateway({ aws, now }), now };
  return {
    'payment-queue': {
      OrderCreated: createAuthorizePayment(needs),
      ShipmentPrepared: createSettlePayment(needs, 'capture'),
      InventoryUpdated: createSettlePayment(needs, 'void'),
    },
  };
});
