// What is left to do once an order's reservation is stored, by whichever attempt: no product keeps a hold that it does not
// name. A delivery that comes again does it again, so that a crash in between is mended.
import { namesHolds, type Reservation } from '#contracts/reservation-record.ts';
import type { StockKeeper } from './stock-keeper.ts';
import type { Settlement } from './stock-wishes.ts';

type SettleDeps = { stock: Pick<StockKeeper, 'settle'> };

const settleEach = async (
  { stock }: SettleDeps,
  reservation: Reservation,
  how: Settlement['how'],
): Promise<void> => {
  const { orderId, lines } = reservation;
  await Promise.all(lines.map(({ productId, hold }) => stock.settle(productId, { orderId, hold, how })));
};

/**
 * An attempt that is under way could still take stock for an order that was refused or cancelled, and then die: a write to
 * each product keeps it from that. Where the order got its stock, every product was written already.
 */
export const settleReservation = (deps: SettleDeps, reservation: Reservation): Promise<void> =>
  settleEach(deps, reservation, namesHolds(reservation) ? 'lazily' : 'fenced');

/** As `settleReservation`; and the holds that it names are gone from the products, so that nothing counts its units twice. */
export const dropHolds = (deps: SettleDeps, reservation: Reservation): Promise<void> =>
  settleEach(deps, reservation, 'now');

/** The holds that it names, and that this process took, go with the next write of each product. */
export const dropHoldsLater = (
  { stock }: { stock: Pick<StockKeeper, 'settleLater'> },
  { orderId, lines }: Reservation,
): void => {
  for (const { productId, hold } of lines) stock.settleLater(productId, { orderId, hold });
};
