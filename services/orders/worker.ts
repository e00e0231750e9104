// The orders worker: stores each order once, follows it through every status event, and says when it is completed.
import { defineWorker } from '#messaging/define-worker.ts';
import { createPlaceOrder } from './place-order.ts';
import { createRecordProgress } from './record-progress.ts';
import { createOrderStore } from './store.ts';

export const service = defineWorker('orders', ({ aws, now }) => {
  const store = createOrderStore(aws);
  const recordProgress = createRecordProgress({ store, now });
  return {
    'order-queue': { PlaceOrder: createPlaceOrder({ store }) },
    'order-status-queue': {
      PaymentProcessed: recordProgress,
      InventoryUpdated: recordProgress,
      ShipmentPrepared: recordProgress,
      PaymentCaptured: recordProgress,
      PaymentReleased: recordProgress,
    },
  };
});
