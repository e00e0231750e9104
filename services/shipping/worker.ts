// The shipping worker: prepares one shipment for each order whose stock is reserved, and grants cancellations before that.
import { confirmed } from '#messaging/confirmed.ts';
import { defineWorker } from '#messaging/define-worker.ts';
import { onlyOutcome } from '#messaging/only-outcome.ts';
import { createFacts } from '#platform/facts.ts';
import { createCancelShipment } from './cancel-shipment.ts';
import { createPrepareShipment } from './prepare-shipment.ts';
import { createShipmentStore } from './store.ts';

export const service = defineWorker('shipping', ({ tables, now }) => {
  const deps = { store: createShipmentStore(tables), now };
  const { stockWasReserved, orderWasCancelled } = createFacts(tables);
  return {
    'shipping-queue': {
      InventoryUpdated: confirmed(stockWasReserved, onlyOutcome('reserved', createPrepareShipment(deps))),
      OrderCancelled: confirmed(orderWasCancelled, createCancelShipment(deps)),
    },
  };
});
