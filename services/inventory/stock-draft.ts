// Finds out which orders at a product are decided, and drafts what becomes of its stock with that.
import { holdNamedBy } from '#contracts/reservation-record.ts';
import type { KnownProduct } from './known-products.ts';
import { type Decision, decide, leftBehind, type Stock } from './product-stock.ts';
import type { ReservationStore } from './reservation-store.ts';
import { settlementsIn, takesIn, type Wish } from './stock-wishes.ts';

export type Draft = Decision & {
  /** Whether it must be stored: what changes nothing, or nothing that cannot wait, need not be. */
  isDue: boolean;
  /** To be called once it is stored. */
  commit: () => void;
};

type DraftDeps = {
  reservations: Pick<ReservationStore, 'get'>;
  now: () => number;
  /** Counts what happens, to tell what was before what. */
  moment: () => number;
};
type Knowledge = Map<string, string | undefined>;

export const createDraftOf = ({ reservations, now, moment }: DraftDeps) => {
  /** Adds those of the orders that have a reservation. */
  const lookUp = async (productId: string, orderIds: readonly string[], decided: Knowledge) => {
    const found = await Promise.all(orderIds.map((orderId) => reservations.get(orderId)));
    for (const reservation of found)
      if (reservation) decided.set(reservation.orderId, holdNamedBy(reservation, productId));
  };

  /** What was settled here; and orders that were looked up before the product was read: their holds may be gone since. */
  const knowledgeOf = async (product: KnownProduct<Wish>, wishes: readonly Wish[]): Promise<Knowledge> => {
    const decided: Knowledge = new Map(product.settled);
    for (const { orderId, hold } of settlementsIn(wishes)) decided.set(orderId, hold);
    const doubtful = takesIn(wishes).filter(({ asOf }) => asOf < product.since);
    for (const wish of doubtful) wish.asOf = moment();
    const orderIds = doubtful.map(({ take }) => take.orderId);
    await lookUp(product.productId, orderIds, decided);
    return decided;
  };

  /** Holders that are worth a look at whether they are decided. */
  const suspectsAmong = ({ holds }: Stock, { stock, taken }: Decision, decided: Knowledge): string[] => {
    const isPending = taken.some(({ kind }) => kind === 'pending');
    const suspects = isPending ? Object.keys(holds) : leftBehind(stock.holds, now() / 1_000);
    return suspects.filter((orderId) => !decided.has(orderId));
  };

  return async (product: KnownProduct<Wish>, was: Stock, wishes: readonly Wish[]): Promise<Draft> => {
    const [takes, settlements] = [takesIn(wishes).map(({ take }) => take), settlementsIn(wishes)];
    for (const { how, orderId, hold } of settlements)
      if (how === 'lazily') product.settled.set(orderId, hold);
    const settled = [...product.settled.keys()];
    const decided = await knowledgeOf(product, wishes);
    const first = decide(was, takes, decided);
    const suspects = suspectsAmong(was, first, decided);
    await lookUp(product.productId, suspects, decided);
    const decision = suspects.length > 0 ? decide(was, takes, decided) : first;
    return {
      ...decision,
      isDue:
        decision.isMoved ||
        settlements.some(({ how, orderId }) => how === 'fenced' || (how === 'now' && orderId in was.holds)),
      commit: () => {
        for (const orderId of settled) product.settled.delete(orderId);
        if (settlements.length + suspects.length > 0) product.since = moment();
      },
    };
  };
};
