// Puts the lines of a reservation back into stock, once, with the event that tells of it. Shared by release and restock:
// that one order never has both is shipping's verdict, with which each is confirmed.
import { consignmentOf } from '#contracts/consignment.ts';
import type { Emission, Outcome, Received } from '#contracts/events.ts';
import type { Reservation } from '#contracts/reservation-record.ts';
import { Permanent, RetryLater } from '#messaging/errors.ts';
import type { Runtime } from '#platform/runtime.ts';
import { whileContended } from './contention.ts';
import type { ReservationStore } from './reservation-store.ts';
import { dropHolds } from './settle-reservation.ts';
import type { StockKeeper } from './stock-keeper.ts';
import type { Move } from './stock-updates.ts';

export type ReturnDeps = Pick<Runtime, 'now' | 'random' | 'timers'> & {
  reservations: ReservationStore;
  stock: Pick<StockKeeper, 'settle'>;
};

/** @throws Permanent when the reservation is not, and will not be, RESERVED; RetryLater when it has just moved */
export const returnToStock = async (
  deps: ReturnDeps,
  reservation: Reservation,
  move: Move,
  signal: AbortSignal,
): Promise<readonly Emission[]> => {
  const { orderId, state } = reservation;
  if (state !== 'RESERVED')
    throw new Permanent(
      `The stock of order ${orderId} cannot become ${move.to}: its reservation is ${state}; compare ShipmentsTable before redriving`,
    );
  await dropHolds(deps, reservation);
  const result = await whileContended(() => deps.reservations.giveBack(reservation, move, signal), {
    ...deps,
    subject: `order ${orderId}`,
    signal,
  });
  if (result.kind === 'applied') return [move.event];
  const [moved, ...lines] = result.reasons;
  const gone = reservation.lines.filter((_, index) => lines[index]).map(({ productId }) => productId);
  if (moved) throw new RetryLater(`The reservation of order ${orderId} changed while its stock was returned`);
  throw new Permanent(`Order ${orderId} returns stock of ${gone.join(', ')}: add the product, then redrive`);
};

export const inventoryUpdated = (
  { subject, data }: Received<'ShipmentCancelled' | 'OrderReturned'>,
  outcome: Outcome<'InventoryUpdated'>,
  now: number,
): Emission<'InventoryUpdated'> => ({
  type: 'InventoryUpdated',
  subject,
  outcome,
  at: new Date(now).toISOString(),
  data: consignmentOf(data),
});
