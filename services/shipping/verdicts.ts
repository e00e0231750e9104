// Pure: the two verdicts on an order: the parcel that is prepared for it, or that there will be none.
import { consignmentOf } from '#contracts/consignment.ts';
import type { Received } from '#contracts/events.ts';
import type { Shipment } from '#contracts/shipment-record.ts';
import { carrierFor, trackingNumberFor } from './carriers.ts';

/** What reserved stock becomes: a parcel, or nothing any more when the order has expired. `now` in milliseconds. */
export const shipmentOf = (message: Received<'InventoryUpdated'>, now: number): Shipment =>
  Date.parse(message.data.expiresAt) <= now ? cancellationOf(message, now) : parcelOf(message, now);

const parcelOf = (
  { subject, data: { country, lines } }: Received<'InventoryUpdated'>,
  now: number,
): Shipment => {
  const at = new Date(now).toISOString();
  const parcel = { carrier: carrierFor(country), trackingNumber: trackingNumberFor(subject) };
  const event = { type: 'ShipmentPrepared', subject, at, data: parcel } as const;
  return { orderId: subject, state: 'PREPARED', ...parcel, country, lines, at, event };
};

export const cancellationOf = (
  { subject, data }: Received<'OrderCancelled' | 'InventoryUpdated'>,
  now: number,
): Shipment => {
  const at = new Date(now).toISOString();
  const event = { type: 'ShipmentCancelled', subject, at, data: consignmentOf(data) } as const;
  return { orderId: subject, state: 'CANCELLED', at, event };
};
