// Pure: the parcel of an order, as its timeline tells of it.
import { type MessageData, messageData } from '#contracts/events.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { compile } from '#contracts/validate.ts';

const isShipment = compile(messageData.ShipmentPrepared);

/** Undefined while there is none. */
export const shipmentOf = ({ timeline }: OrderRecord): MessageData<'ShipmentPrepared'> | undefined => {
  const detail: unknown = timeline.find(({ type }) => type === 'ShipmentPrepared')?.detail;
  return isShipment(detail) ? { carrier: detail.carrier, trackingNumber: detail.trackingNumber } : undefined;
};
