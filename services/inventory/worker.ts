// The inventory worker: reserves stock for paid orders, marks it sold when shipped, takes it back when cancelled or
// returned, and takes products and deliveries in.
import { defineWorker } from '#messaging/define-worker.ts';
import { onlyOutcome } from '#messaging/only-outcome.ts';
import { createCatalogueStore } from './catalogue-store.ts';
import { createKeepCatalogue } from './keep-catalogue.ts';
import { createMarkSold } from './mark-sold.ts';
import { createReleaseStock } from './release-stock.ts';
import { createReservationStore } from './reservation-store.ts';
import { createReserveStock } from './reserve-stock.ts';
import { createRestock } from './restock.ts';

export const service = defineWorker('inventory', ({ aws, now, random }) => {
  const deps = { reservations: createReservationStore(aws), now, random };
  const { putProduct, receiveStock } = createKeepCatalogue({ store: createCatalogueStore(aws), random });
  return {
    'inventory-queue': {
      PaymentProcessed: onlyOutcome('authorized', createReserveStock(deps)),
      ShipmentPrepared: createMarkSold(deps),
      ShipmentCancelled: createReleaseStock(deps),
      OrderReturned: onlyOutcome('restock', createRestock(deps)),
      PutProduct: putProduct,
      ReceiveStock: receiveStock,
    },
  };
});
