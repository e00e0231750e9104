// ShipmentsTable: one item an order, written once: the parcel that was prepared, or that there will be none. Whichever
// write comes first is the verdict between shipping and cancelling; everybody else follows it.
import type { Shipment } from '#contracts/shipment-record.ts';
import type { Tables, Written } from '#platform/tables.ts';

export type ShipmentStore = {
  /** Stores a verdict; one that is there stays as it is. */
  decide: (shipment: Shipment) => Promise<Written<Shipment>>;
};

export const createShipmentStore = ({ insert }: Tables): ShipmentStore => ({
  decide: (shipment) => insert('ShipmentsTable', shipment),
});
