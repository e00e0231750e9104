// Releases what a cancelled order had reserved. An order that has reserved nothing yet leaves a tombstone, which a
// reservation that comes later finds.
import type { Emission, Received } from '#contracts/events.ts';
import { namesHolds, type Reservation, reservationKey } from '#contracts/reservation-record.ts';
import type { Handler } from '#messaging/handler.ts';
import { inventoryUpdated, type ReturnDeps, returnToStock } from './return-to-stock.ts';
import { settleReservation } from './settle-reservation.ts';

export const createReleaseStock =
  (deps: ReturnDeps): Handler<'ShipmentCancelled'> =>
  async (message, { signal }) => {
    const event = inventoryUpdated(message, 'released', deps.now());
    const { item } = await deps.reservations.create(tombstoneOf(message, event));
    if (item.state === 'RESERVED') return returnToStock(deps, item, { to: 'RELEASED', event }, signal);
    if (!namesHolds(item)) await settleReservation(deps, item);
    return [item.event];
  };

const tombstoneOf = (
  { subject, data: { lines, expiresAt } }: Received<'ShipmentCancelled'>,
  event: Emission<'InventoryUpdated'>,
): Reservation => ({
  id: reservationKey(subject),
  orderId: subject,
  state: 'RELEASED',
  lines,
  at: event.at,
  expiresAt,
  event,
});
