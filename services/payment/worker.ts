// The payment worker: authorizes when an order is created, captures when it was shipped, and releases what is not due.
// Whatever moves money is confirmed by the owner of the fact that asks for it.
import type { Payment } from '#contracts/payment-record.ts';
import { confirmed, confirmedWith, type InformedHandler } from '#messaging/confirmed.ts';
import { defineWorker } from '#messaging/define-worker.ts';
import { onlyOutcome } from '#messaging/only-outcome.ts';
import { createFacts } from '#platform/facts.ts';
import { createAuthorizePayment } from './authorize-payment.ts';
import { createCancelPayment } from './cancel-payment.ts';
import { createSettlePayment } from './settle-payment.ts';
import type { Settlement } from './settlement.ts';
import { createSimulatedGateway } from './simulated-gateway.ts';
import { createPaymentStore } from './store.ts';

type Settling = 'ShipmentPrepared' | 'InventoryUpdated' | 'OrderReturned';

export const service = defineWorker('payment', ({ tables, now, timers }) => {
  const store = createPaymentStore(tables);
  const gateway = createSimulatedGateway({ tables, now, timers });
  const fact = createFacts(tables);
  const settle = createSettlePayment({ store, gateway, now });
  const settling =
    <T extends Settling>(settlement: Settlement): InformedHandler<T, Payment | undefined> =>
    ({ subject }, { signal }, payment) =>
      settle(payment, settlement, { orderId: subject, signal });
  return {
    'payment-queue': {
      OrderCreated: confirmed(fact.orderWasPlaced, createAuthorizePayment({ store, gateway, now })),
      ShipmentPrepared: confirmedWith(fact.shipmentWasPrepared, store.look, settling('capture')),
      ShipmentCancelled: confirmed(
        fact.shipmentWasCancelled,
        createCancelPayment({ store, gateway, settle, now }),
      ),
      InventoryUpdated: onlyOutcome(
        'out_of_stock',
        confirmedWith(fact.stockRanOut, store.look, settling('void')),
      ),
      OrderReturned: confirmedWith(fact.orderWasReturned, store.look, settling('refund')),
    },
  };
});
