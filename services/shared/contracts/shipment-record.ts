// The verdict on an order as ShipmentsTable keeps it: the parcel that was prepared, or that there will be none. Written
// once, by `shipping`; payment and inventory confirm with it.
import type { Emission } from './events.ts';
import type { OrderLine } from './fields.ts';

export type Shipment = {
  orderId: string;
  at: string;
  /** What was emitted with this item, to be emitted again should its message come again. */
  event: Emission<'ShipmentPrepared'> | Emission<'ShipmentCancelled'>;
} & (
  | { state: 'PREPARED'; carrier: string; trackingNumber: string; country: string; lines: OrderLine[] }
  | { state: 'CANCELLED' }
);
