// The inventory worker: reserves stock for paid orders, marks it sold when shipped, gives it back when cancelled or
// returned, and takes products and deliveries in.
import { defineWorker } from '#messaging/define-worker.ts';
import { createCatalogueStore } from './catalogue-store.ts';
import { createReleaseStock, createRestock } from './give-back-stock.ts';
import { createKeepCatalogue } from './keep-catalogue.ts';
import { createMarkSold } from './mark-sold.ts';
import { createReservationStore } from './reservation-store.ts';
import { createReserveStock } from './reserve-stock.ts';

export const service = defineWorker('inventory', ({ aws, now, random }) => {
  const reservations = createReservationStore(aws);
  const { putProduct, receiveStock } = createKeepCatalogue(createCatalogueStore(aws));
  return {
    'inventory-queue': {
      PaymentProcessed: createReserveStock({ reservations, now, random }),
      ShipmentPrepared: createMarkSold(reservations),
      ShipmentCancelled: createReleaseStock({ reservations, now }),
      OrderReturned: createRestock({ reservations, now }),
      PutProduct: putProduct,
      ReceiveStock: receiveStock,
    },
  };
});
