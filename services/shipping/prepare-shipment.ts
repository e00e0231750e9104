// Prepares the shipment of an order whose stock is reserved, unless the order was cancelled before.
import type { Received } from '#contracts/events.ts';
import type { Handler } from '#messaging/handler.ts';
import { carrierFor, trackingNumberFor } from './carriers.ts';
import type { Shipment, ShipmentStore } from './store.ts';

type Deps = { store: ShipmentStore; now: () => number };

export const createPrepareShipment =
  ({ store, now }: Deps): Handler<'InventoryUpdated'> =>
  async (message, { signal }) => {
    const { item } = await store.decide(shipmentOf(message, new Date(now()).toISOString()), signal);
    return [item.event];
  };

const shipmentOf = ({ subject, data }: Received<'InventoryUpdated'>, at: string): Shipment => {
  const parcel = { carrier: carrierFor(data.country), trackingNumber: trackingNumberFor(subject) };
  return {
    orderId: subject,
    state: 'PREPARED',
    ...parcel,
    country: data.country,
    lines: data.lines,
    at,
    event: { type: 'ShipmentPrepared', subject, at, data: parcel },
  };
};
