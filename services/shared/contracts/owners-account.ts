// Pure: what the owners of an order's facts have stored of it, as entries of its timeline. The services that move money and
// goods write them down before they tell anybody, so this is known sooner, and more surely, than what was heard.
import type { Emission } from './events.ts';
import { causeOf, type Entry, type StatusType } from './order-standing.ts';
import type { Payment } from './payment-record.ts';
import { namesHolds, type Reservation } from './reservation-record.ts';
import type { Shipment } from './shipment-record.ts';

export type OwnersRecords = {
  payment?: Payment | undefined;
  reservation?: Reservation | undefined;
  shipment?: Shipment | undefined;
};

/** In the order in which things happen, whatever the clocks of their owners say. */
export const ownersAccount = ({ payment, reservation, shipment }: OwnersRecords): Entry[] => {
  const { PaymentProcessed, PaymentCaptured, PaymentReleased } = payment?.events ?? {};
  const events = [shipment?.event, PaymentCaptured, reservation?.event, PaymentReleased];
  const entries = [
    ...(PaymentProcessed ? [entryOf(PaymentProcessed)] : []),
    ...(reservation ? reservedEntry(reservation) : []),
    ...events.filter((event) => event !== undefined).map(entryOf),
  ];
  return withCauses(unique(entries));
};

/** That it was reserved is still true when it was released or returned since; a tombstone never was. */
const reservedEntry = (reservation: Reservation): Entry[] =>
  namesHolds(reservation) ? [{ type: 'InventoryUpdated', outcome: 'reserved', at: reservation.at }] : [];

const unique = (entries: readonly Entry[]): Entry[] => [
  ...new Map(entries.map((entry) => [causeOf(entry), entry])).values(),
];

/** What cannot have happened without something else. */
const causes: Record<string, (keys: ReadonlySet<string>) => boolean> = {
  'InventoryUpdated:reserved': (keys) => keys.has('PaymentProcessed:authorized'),
  'InventoryUpdated:out_of_stock': (keys) => keys.has('PaymentProcessed:authorized'),
  ShipmentPrepared: (keys) => keys.has('InventoryUpdated:reserved'),
  PaymentCaptured: (keys) => keys.has('ShipmentPrepared'),
};

/** Tables are not read at one instant: an effect whose cause was read a moment too early waits for the next look. */
const withCauses = (entries: readonly Entry[]): Entry[] => {
  const keys = new Set<string>();
  return entries.filter((entry) => {
    const key = causeOf(entry);
    if (!(causes[key]?.(keys) ?? true)) return false;
    keys.add(key);
    return true;
  });
};

const entryOf = (event: Emission<StatusType>): Entry => {
  const { type, outcome, at } = event;
  const detail = detailOf(event);
  return { type, at, ...(outcome && { outcome }), ...(detail && { detail }) };
};

const detailOf = (event: Emission<StatusType>): Entry['detail'] => {
  if (event.type === 'ShipmentPrepared') return event.data;
  if (event.type === 'PaymentProcessed' && event.data.reason) return { reason: event.data.reason };
  if (event.type === 'InventoryUpdated' && event.data.missing) return { missing: event.data.missing };
  return undefined;
};
