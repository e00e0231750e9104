// Finds out which orders at a product are decided, and drafts what becomes of its stock with that.
import { holdNamedBy } from '#contracts/reservation-record.ts';
import type { KnownProduct } from './known-products.ts';
import { type Decision, decide, leftBehind, type Stock } from './product-stock.ts';
import type { ReservationStore } from './reservation-store.ts';
import { settlementsIn, takesIn, type Wish } from './stock-wishes.ts';

/** `isDue`: it must be stored. What changes nothing, or nothing that cannot wait, need not be. */
export type Draft = Decision & { isDue: boolean; fenced: string[] };

type DraftDeps = {
  reservations: Pick<ReservationStore, 'get'>;
  /** Counts what happens, to tell what was before what. */
  moment: () => number;
};

export const createDraftOf = ({ reservations, moment }: DraftDeps) => {
  /** Notes those of the orders that have a reservation. */
  const lookUp = async ({ productId, decided }: KnownProduct<Wish>, orderIds: readonly string[]) => {
    const found = await Promise.all(orderIds.map((orderId) => reservations.get(orderId)));
    for (const reservation of found)
      if (reservation) decided.set(reservation.orderId, holdNamedBy(reservation, productId));
  };

  /** Orders whose holds may have gone since their reservation was looked for. */
  const lookAgain = async (product: KnownProduct<Wish>, wishes: readonly Wish[]) => {
    const doubtful = takesIn(wishes).filter(
      ({ asOf, take }) => asOf < product.since || product.gone.has(take.orderId),
    );
    for (const wish of doubtful) wish.asOf = moment();
    const orderIds = doubtful.map(({ take }) => take.orderId);
    await lookUp(product, orderIds);
  };

  return async (product: KnownProduct<Wish>, was: Stock, wishes: readonly Wish[]): Promise<Draft> => {
    const { decided } = product;
    const takes = takesIn(wishes).map(({ take }) => take);
    const settlements = settlementsIn(wishes);
    for (const { orderId, hold } of settlements) decided.set(orderId, hold);
    const fenced = settlements.flatMap(({ how, orderId }) => (how === 'fenced' ? orderId : []));
    const isAsked = settlements.some(({ how, orderId }) => how === 'now' && orderId in was.holds);
    const manner = { isFenced: fenced.length > 0, isPatient: product.pace > 0 && !isAsked };
    await lookAgain(product, wishes);
    const first = decide(was, takes, decided, manner);
    const suspects = suspectsAmong(was, first).filter((orderId) => !decided.has(orderId));
    await lookUp(product, suspects);
    const decision = suspects.length > 0 ? decide(was, takes, decided, manner) : first;
    return { ...decision, isDue: decision.isMoved || manner.isFenced || isAsked, fenced };
  };
};

/** Holders that are worth a look at whether they are decided. */
const suspectsAmong = (was: Stock, { stock, taken }: Decision): string[] =>
  taken.some(({ kind }) => kind === 'pending') ? Object.keys(was.holds) : leftBehind(stock);
