// The shipping worker: prepares one shipment for each order whose stock is reserved.
import { defineWorker } from '#messaging/define-worker.ts';
import { createPrepareShipment } from './prepare-shipment.ts';
import { createShipmentStore } from './store.ts';

export const service = defineWorker('shipping', ({ aws, now }) => ({
  'shipping-queue': {
    InventoryUpdated: createPrepareShipment({ store: createShipmentStore(aws), now }),
  },
}));
