// The orders worker: stores each order once, follows it through every event, takes cancellations and returns, resumes
// what has stalled, and says when an order is completed. What ends an order, or ships it, is confirmed by its owner.
import { confirmed } from '#messaging/confirmed.ts';
import { defineWorker } from '#messaging/define-worker.ts';
import { whenOutcome } from '#messaging/only-outcome.ts';
import { createFacts } from '#platform/facts.ts';
import { createPlaceOrder } from './place-order.ts';
import { createRecordProgress } from './record-progress.ts';
import { createResumeOrder } from './resume-order.ts';
import { createOrderStore } from './store.ts';

export const service = defineWorker('orders', ({ tables, env, now }) => {
  const store = createOrderStore(tables);
  const expiresAfterMs = env.ORDER_EXPIRES_MINUTES * 60_000;
  const stalledAfterMs = env.STALLED_AFTER_SECONDS * 1_000;
  const fact = createFacts(tables);
  const recordProgress = createRecordProgress({ store, now });
  return {
    'order-queue': {
      PlaceOrder: createPlaceOrder({ store, now, expiresAfterMs }),
      CancelOrder: recordProgress,
      ReturnOrder: recordProgress,
      ResumeOrder: createResumeOrder({ store, now, stalledAfterMs }),
    },
    'order-status-queue': {
      PaymentProcessed: whenOutcome<'PaymentProcessed'>(
        'declined',
        confirmed(fact.paymentWasDeclined, recordProgress),
        recordProgress,
      ),
      InventoryUpdated: whenOutcome<'InventoryUpdated'>(
        'out_of_stock',
        confirmed(fact.stockRanOut, recordProgress),
        recordProgress,
      ),
      ShipmentPrepared: confirmed(fact.shipmentWasPrepared, recordProgress),
      ShipmentCancelled: confirmed(fact.shipmentWasCancelled, recordProgress),
      PaymentCaptured: confirmed(fact.paymentWasCaptured, recordProgress),
      PaymentReleased: confirmed(fact.paymentWasReleased, recordProgress),
    },
  };
});
