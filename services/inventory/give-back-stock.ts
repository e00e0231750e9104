// Puts stock back, once: what a cancelled order had reserved, and what a returned order brought back fit to sell.
import type { Emission, Outcome, Received } from '#contracts/events.ts';
import { Permanent, RetryLater } from '#messaging/errors.ts';
import type { Handler } from '#messaging/handler.ts';
import { type Reservation, type ReservationState, reservationKey } from './items.ts';
import type { ReservationStore } from './reservation-store.ts';

type Needs = { reservations: ReservationStore; now: () => number };

/** A cancelled order that has reserved nothing yet leaves a tombstone, which a reservation that comes later finds. */
export const createReleaseStock =
  (needs: Needs): Handler<'ShipmentCancelled'> =>
  async (message, { signal }) => {
    const event = inventoryUpdated(message, 'released', needs.now());
    const { item } = await needs.reservations.open(tombstoneOf(message, event), signal);
    if (item.state === 'RELEASED' || item.state === 'OUT_OF_STOCK') return [item.event];
    return giveBack(needs, item, { from: 'RESERVED', to: 'RELEASED', event }, signal);
  };

export const createRestock =
  (needs: Needs): Handler<'OrderReturned'> =>
  async (message, { signal }) => {
    const { subject, outcome } = message;
    if (outcome !== 'restock')
      throw new Permanent(`OrderReturned(${outcome}) is no reason to restock order ${subject}`);
    const reservation = await needs.reservations.get(subject, signal);
    if (!reservation || reservation.state === 'RESERVED')
      throw new RetryLater(`Order ${subject} came back, but its stock is not marked sold yet`);
    if (reservation.state === 'RETURNED') return [reservation.event];
    const event = inventoryUpdated(message, 'returned', needs.now());
    return giveBack(needs, reservation, { from: 'SOLD', to: 'RETURNED', event }, signal);
  };

type Move = { from: ReservationState; to: ReservationState; event: Emission<'InventoryUpdated'> };

const giveBack = async (
  { reservations }: Needs,
  reservation: Reservation,
  move: Move,
  signal: AbortSignal,
): Promise<readonly Emission[]> => {
  const { orderId, state } = reservation;
  if (state !== move.from)
    throw new Permanent(`The stock of order ${orderId} cannot be ${move.to}: it is ${state}`);
  const applied = await reservations.giveBack(reservation, { orderId, ...move }, signal);
  if (!applied) throw new RetryLater(`The stock of order ${orderId} changed while it was given back`);
  return [move.event];
};

const inventoryUpdated = (
  { subject, data: { lines, country } }: Received<'ShipmentCancelled' | 'OrderReturned'>,
  outcome: Outcome<'InventoryUpdated'>,
  now: number,
): Emission<'InventoryUpdated'> => {
  const at = new Date(now).toISOString();
  return { type: 'InventoryUpdated', subject, outcome, at, data: { lines, country } };
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
