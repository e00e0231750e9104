// The inventory worker: reserves stock for paid orders, marks it sold when shipped, and takes stock and products in.
import { defineWorker } from '#messaging/define-worker.ts';
import { createCatalogueStore } from './catalogue-store.ts';
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
      PutProduct: putProduct,
      ReceiveStock: receiveStock,
    },
  };
});
