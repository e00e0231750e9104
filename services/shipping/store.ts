// ShipmentsTable: one item an order, written once.
import type { Emission } from '#contracts/events.ts';
import type { OrderLine } from '#contracts/fields.ts';
import type { Aws } from '#platform/aws.ts';
import { putOnce, type Written } from '#platform/conditional-writes.ts';

export type Shipment = {
  orderId: string;
  state: 'PREPARED';
  carrier: string;
  trackingNumber: string;
  country: string;
  lines: OrderLine[];
  preparedAt: string;
  /** What was emitted with this item, to be emitted again should its message come again. */
  events: { ShipmentPrepared: Emission<'ShipmentPrepared'> };
};

export type ShipmentStore = {
  /** Stores a shipment; one that is there stays as it is. */
  create: (shipment: Shipment, signal: AbortSignal) => Promise<Written<Shipment>>;
};

export const createShipmentStore = ({ dynamo, tableName }: Aws): ShipmentStore => {
  const table = { dynamo, name: tableName('ShipmentsTable'), key: 'orderId' };
  return { create: (shipment, signal) => putOnce(table, shipment, signal) };
};
