// The orders worker: stores each order once, follows it through every event, takes cancellations and returns, and says
// when an order is completed.
import { defineWorker } from '#messaging/define-worker.ts';
import { createPlaceOrder } from './place-order.ts';
import { createRecordProgress } from './record-progress.ts';
import { createOrderStore } from './store.ts';

export const service = defineWorker('orders', ({ aws, now }) => {
  const store = createOrderStore(aws);
  const recordProgress = createRecordProgress({ store, now });
  return {
    'order-queue': {
      PlaceOrder: createPlaceOrder({ store }),
      CancelOrder: recordProgress,
      ReturnOrder: recordProgress,
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
