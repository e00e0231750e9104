// Prepares the shipment of an order whose stock is reserved, unless the order was cancelled before.
import type { Received } from '#contracts/events.ts';
import { Permanent } from '#messaging/errors.ts';
import type { Handler } from '#messaging/handler.ts';
import { carrierFor, trackingNumberFor } from './carriers.ts';
import type { Shipment, ShipmentStore } from './store.ts';

type Needs = { store: ShipmentStore; now: () => number };

export const createPrepareShipment =
  ({ store, now }: Needs): Handler<'InventoryUpdated'> =>
  async (message, { signal }) => {
    // The subscription lets only reservations through; a message sent by hand must not ship what is not there either.
    if (message.outcome !== 'reserved')
      throw new Permanent(
        `InventoryUpdated(${message.outcome}) is no reason to ship order ${message.subject}`,
      );
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
