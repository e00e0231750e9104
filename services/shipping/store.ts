// ShipmentsTable: one item an order, written once: the parcel that was prepared, or that there will be none. Whichever
// write comes first is the verdict between shipping and cancelling; everybody else follows it.
import type { Emission } from '#contracts/events.ts';
import type { OrderLine } from '#contracts/fields.ts';
import type { Aws } from '#platform/aws.ts';
import { putOnce, type Written } from '#platform/conditional-writes.ts';

export type Shipment = {
  orderId: string;
  at: string;
  /** What was emitted with this item, to be emitted again should its message come again. */
  event: Emission<'ShipmentPrepared'> | Emission<'ShipmentCancelled'>;
} & (
  | { state: 'PREPARED'; carrier: string; trackingNumber: string; country: string; lines: OrderLine[] }
  | { state: 'CANCELLED' }
);

export type ShipmentStore = {
  /** Stores a verdict; one that is there stays as it is. */
  decide: (shipment: Shipment, signal: AbortSignal) => Promise<Written<Shipment>>;
};

export const createShipmentStore = ({ dynamo, tableName }: Aws): ShipmentStore => {
  const table = { dynamo, name: tableName('ShipmentsTable'), key: 'orderId' };
  return { decide: (shipment, signal) => putOnce(table, shipment, signal) };
};
