// Releases what a cancelled order had reserved. An order that has reserved nothing yet leaves a tombstone, which a
// reservation that comes later finds.
import type { Emission, Received } from '#contracts/events.ts';
import type { Handler } from '#messaging/handler.ts';
import { type Reservation, reservationKey } from './items.ts';
import { inventoryUpdated, type ReturnDeps, returnToStock } from './return-to-stock.ts';

export const createReleaseStock =
  (deps: ReturnDeps): Handler<'ShipmentCancelled'> =>
  async (message, { signal }) => {
    const event = inventoryUpdated(message, 'released', deps.now());
    const { item } = await deps.reservations.create(tombstoneOf(message, event), signal);
    if (item.state === 'RELEASED' || item.state === 'OUT_OF_STOCK') return [item.event];
    return returnToStock(deps, item, { from: 'RESERVED', to: 'RELEASED', event }, signal);
  };

const tombstoneOf = (
  { subject, data: { lines } }: Received<'ShipmentCancelled'>,
  event: Emission<'InventoryUpdated'>,
): Reservation => ({
  id: reservationKey(subject),
  orderId: subject,
  state: 'RELEASED',
  lines,
  at: event.at,
  event,
});
