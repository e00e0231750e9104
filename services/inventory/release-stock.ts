// Releases what a cancelled order had reserved. An order that has reserved nothing yet leaves a tombstone, which a
// reservation that comes later finds.
import type { Emission, Received } from '#contracts/events.ts';
import { type Reservation, reservationKey } from '#contracts/reservation-record.ts';
import type { Handler } from '#messaging/handler.ts';
import { inventoryUpdated, type ReturnDeps, returnToStock } from './return-to-stock.ts';

export const createReleaseStock =
  (deps: ReturnDeps): Handler<'ShipmentCancelled'> =>
  async (message, { signal }) => {
    const event = inventoryUpdated(message, 'released', deps.now());
    const { item } = await deps.reservations.create(tombstoneOf(message, event));
    if (item.state === 'RELEASED' || item.state === 'OUT_OF_STOCK') return [item.event];
    // Nothing was shipped, so a reservation that somebody marked sold is none either.
    const from = item.state === 'SOLD' ? 'SOLD' : 'RESERVED';
    return returnToStock(deps, item, { from, to: 'RELEASED', event }, signal);
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
