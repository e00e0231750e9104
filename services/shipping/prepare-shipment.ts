// Prepares the shipment of an order whose stock is reserved, unless the order was cancelled before, or has expired.
import type { Handler } from '#messaging/handler.ts';
import type { ShipmentStore } from './store.ts';
import { shipmentOf } from './verdicts.ts';

type Deps = { store: ShipmentStore; now: () => number };

export const createPrepareShipment =
  ({ store, now }: Deps): Handler<'InventoryUpdated'> =>
  async (message, { count }) => {
    const { item, applied } = await store.decide(shipmentOf(message, now()));
    if (applied && item.event.type === 'ShipmentPrepared') count('OrdersShipped');
    return [item.event];
  };
