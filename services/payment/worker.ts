// The payment worker: authorizes when an order is created, captures when it was shipped, and releases what is not due.
// Whatever moves money is confirmed by the owner of the fact that asks for it.
import { confirmed } from '#messaging/confirmed.ts';
import { defineWorker } from '#messaging/define-worker.ts';
import type { Handler } from '#messaging/handler.ts';
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
    <T extends Settling>(settlement: Settlement): Handler<T> =>
    ({ subject }, { signal }) =>
      settle(subject, settlement, signal);
  return {
    'payment-queue': {
      OrderCreated: confirmed(fact.orderWasPlaced, createAuthorizePayment({ store, gateway, now })),
      ShipmentPrepared: confirmed(fact.shipmentWasPrepared, settling('capture')),
      ShipmentCancelled: confirmed(
        fact.shipmentWasCancelled,
        createCancelPayment({ store, gateway, settle, now }),
      ),
      InventoryUpdated: confirmed(fact.stockRanOut, onlyOutcome('out_of_stock', settling('void'))),
      OrderReturned: confirmed(fact.orderWasReturned, settling('refund')),
    },
  };
});
