// The inventory worker: reserves stock for paid orders, takes it back when they are cancelled or returned, and takes products
// and deliveries in.
import { confirmed, confirmedWith } from '#messaging/confirmed.ts';
import { defineWorker } from '#messaging/define-worker.ts';
import { onlyOutcome } from '#messaging/only-outcome.ts';
import { createFacts } from '#platform/facts.ts';
import { createCatalogueStore } from './catalogue-store.ts';
import { createKeepCatalogue } from './keep-catalogue.ts';
import { createReleaseStock } from './release-stock.ts';
import { createReservationStore } from './reservation-store.ts';
import { createReserveStock, lookFor } from './reserve-stock.ts';
import { createRestock } from './restock.ts';
import { createStockKeeper } from './stock-keeper.ts';

export const service = defineWorker('inventory', ({ aws, tables, now, random, timers }) => {
  const reservations = createReservationStore({ aws, tables });
  const stock = createStockKeeper({ tables, reservations, random, timers });
  const deps = { tables, reservations, stock, now, random, timers };
  const { paymentWasAuthorized, shipmentWasCancelled, orderWasReturned } = createFacts(tables);
  const { putProduct, receiveStock } = createKeepCatalogue({
    store: createCatalogueStore(aws),
    random,
    timers,
  });
  return {
    'inventory-queue': {
      PaymentProcessed: onlyOutcome(
        'authorized',
        confirmedWith(paymentWasAuthorized, (orderId) => lookFor(deps, orderId), createReserveStock(deps)),
      ),
      ShipmentCancelled: confirmed(shipmentWasCancelled, createReleaseStock(deps)),
      OrderReturned: confirmed(orderWasReturned, onlyOutcome('restock', createRestock(deps))),
      PutProduct: putProduct,
      ReceiveStock: receiveStock,
    },
  };
});
