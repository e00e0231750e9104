// The orders worker: stores each order once, follows it through every event, takes cancellations and returns, resumes
// what has stalled, and says when an order is completed.
import { defineWorker } from '#messaging/define-worker.ts';
import { createPlaceOrder } from './place-order.ts';
import { createRecordProgress } from './record-progress.ts';
import { createResumeOrder } from './resume-order.ts';
import { createOrderStore } from './store.ts';

export const service = defineWorker('orders', ({ aws, env, now }) => {
  const store = createOrderStore(aws);
  const expiresAfterMs = env.ORDER_EXPIRES_MINUTES * 60_000;
  const stalledAfterMs = env.STALLED_AFTER_SECONDS * 1_000;
  const recordProgress = createRecordProgress({ store, now });
  return {
    'order-queue': {
      PlaceOrder: createPlaceOrder({ store, expiresAfterMs }),
      CancelOrder: recordProgress,
      ReturnOrder: recordProgress,
      ResumeOrder: createResumeOrder({ store, now, stalledAfterMs }),
    },
    'order-status-queue': {
      PaymentProcessed: recordProgress,
      InventoryUpdated: recordProgress,
      ShipmentPrepared: recordProgress,
      ShipmentCancelled: recordProgress,
      PaymentCaptured: recordProgress,
      PaymentReleased: recordProgress,
    },
  };
});
