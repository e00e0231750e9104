// Reserves stock for an order whose payment is authorized: every line, or none and the order is told.
import { consignmentOf } from '#contracts/consignment.ts';
import type { Emission, Received } from '#contracts/events.ts';
import {
  namesHolds,
  type Reservation,
  type ReservedLine,
  reservationKey,
} from '#contracts/reservation-record.ts';
import type { InformedHandler } from '#messaging/confirmed.ts';
import type { Runtime } from '#platform/runtime.ts';
import type { Written } from '#platform/tables.ts';
import type { ReservationStore } from './reservation-store.ts';
import { dropHoldsLater, settleReservation } from './settle-reservation.ts';
import { type TakeDeps, takeLines } from './take-lines.ts';

type Deps = TakeDeps & Pick<Runtime, 'now'> & { reservations: ReservationStore };

/** The reservation that the order had at the moment `asOf`, or later. */
type Look = { asOf: number; before: Reservation | undefined };

export const lookFor = async (
  { stock, reservations }: Pick<Deps, 'stock' | 'reservations'>,
  orderId: string,
): Promise<Look> => ({ asOf: stock.moment(), before: await reservations.get(orderId) });

/** First the holds, then the reservation that names them: what a crash leaves in between, the next delivery takes up. */
export const createReserveStock =
  (deps: Deps): InformedHandler<'PaymentProcessed', Look> =>
  async (message, { signal, count }, look) => {
    const products = message.data.lines.map(({ productId }) => productId);
    const areNew = !look.before && (await deps.stock.know(products));
    const { before, asOf } = areNew ? await lookFor(deps, message.subject) : look;
    const { item, applied } = before
      ? { item: before, applied: false }
      : await reserve(deps, message, asOf, signal);
    if (applied && item.state === 'RESERVED') count('OrdersReserved');
    if (applied && namesHolds(item)) dropHoldsLater(deps, item);
    else await settleReservation(deps, item);
    return [item.event];
  };

const reserve = async (
  deps: Deps,
  message: Received<'PaymentProcessed'>,
  asOf: number,
  signal: AbortSignal,
): Promise<Written<Reservation>> => {
  const { reservations, now, random } = deps;
  const { subject, data } = message;
  const attempt = { orderId: subject, by: attemptName(random), asOf, signal };
  const taken = await takeLines(deps, data.lines, attempt);
  const at = new Date(now()).toISOString();
  switch (taken.kind) {
    case 'held':
      return reservations.create(reservationOf(message, at, taken.lines));
    case 'short':
      return reservations.create(refusalOf(message, at, taken.missing));
    case 'decided': {
      const item = await reservations.get(subject);
      if (!item) throw new Error(`Order ${subject} had a reservation, and has it no longer`);
      return { item, applied: false };
    }
  }
};

/** Tells the holds of one delivery from those of another: 8 characters of 36. */
const attemptName = (random: () => number): string => Math.floor(random() * 36 ** 8).toString(36);

const reservationOf = (
  message: Received<'PaymentProcessed'>,
  at: string,
  lines: ReservedLine[],
): Reservation => ({
  ...recordOf(message, at),
  state: 'RESERVED',
  lines,
  event: eventOf(message, at, 'reserved'),
});

const refusalOf = (message: Received<'PaymentProcessed'>, at: string, missing: string[]): Reservation => ({
  ...recordOf(message, at),
  state: 'OUT_OF_STOCK',
  lines: message.data.lines,
  event: eventOf(message, at, 'out_of_stock', { missing }),
});

const recordOf = ({ subject, data }: Received<'PaymentProcessed'>, at: string) => ({
  id: reservationKey(subject),
  orderId: subject,
  at,
  expiresAt: data.expiresAt,
});

const eventOf = (
  { subject, data }: Received<'PaymentProcessed'>,
  at: string,
  outcome: 'reserved' | 'out_of_stock',
  more: { missing?: string[] } = {},
): Emission<'InventoryUpdated'> => ({
  type: 'InventoryUpdated',
  subject,
  outcome,
  at,
  data: { ...consignmentOf(data), ...more },
});
