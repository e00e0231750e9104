// ShipmentsTable: one item an order, written once: the parcel that was prepared, or that there will be none. Whichever
// write comes first is the verdict between shipping and cancelling; everybody else follows it.
import type { Shipment } from '#contracts/shipment-record.ts';
import type { Aws } from '#platform/aws.ts';
import { putOnce, type Written } from '#platform/conditional-writes.ts';

export type ShipmentStore = {
  /** Stores a verdict; one that is there stays as it is. */
  decide: (shipment: Shipment, signal: AbortSignal) => Promise<Written<Shipment>>;
};

export const createShipmentStore = ({ dynamo, tableName }: Aws): ShipmentStore => {
  const table = { dynamo, name: tableName('ShipmentsTable'), key: 'orderId' };
  return { decide: (shipment, signal) => putOnce(table, shipment, signal) };
};
