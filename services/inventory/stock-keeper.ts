// Keeps the stock of products, as handlers ask for it. See docs/decisions/0013-stock-by-holds.md.
import type { Runtime } from '#platform/runtime.ts';
import { createKnownProducts } from './known-products.ts';
import { createProductQueue } from './product-queue.ts';
import type { Take, Taken } from './product-stock.ts';
import type { ReservationStore } from './reservation-store.ts';
import { createPlayRound } from './stock-round.ts';
import type { Settlement, Wish } from './stock-wishes.ts';

/** Every answer @throws what the table does, or RetryLater when other processes were always quicker. */
export type StockKeeper = {
  /** Now, to tell what was before what. */
  moment: () => number;
  /** Gets to know products, so that they need not be read one after the other. False when all were known. */
  know: (productIds: readonly string[]) => Promise<boolean>;
  /** Takes units for an order that had no reservation at the moment `asOf`, or later. Looks again, if need be. */
  take: (productId: string, take: Take, asOf: number) => Promise<Taken>;
  /** Deals with the hold of an order whose reservation is stored. */
  settle: (productId: string, settlement: Settlement) => Promise<void>;
  /** The hold that a stored reservation names is dropped with the next write of the product. */
  settleLater: (productId: string, settlement: Pick<Settlement, 'orderId' | 'hold'>) => void;
};

type KeeperDeps = Pick<Runtime, 'tables' | 'random' | 'timers'> & {
  reservations: Pick<ReservationStore, 'get'>;
};

export const createStockKeeper = ({ tables, reservations, random, timers }: KeeperDeps): StockKeeper => {
  const productOf = createKnownProducts<Wish>();
  const { moment, playRound } = createPlayRound({ tables, reservations });
  const ask = createProductQueue({ productOf, playRound, random, timers });

  const isNew = (productId: string): boolean => {
    const { stock, doubts, isBusy } = productOf(productId);
    return !stock || (doubts > 0 && !isBusy);
  };

  const read = (productId: string) =>
    new Promise<void>((resolve, reject) => ask(productId, { kind: 'know', resolve, reject }));

  return {
    moment,
    know: async (productIds) => {
      const news = productIds.filter(isNew);
      await Promise.all(news.map(read));
      return news.length > 0;
    },
    take: (productId, take, asOf) =>
      new Promise((resolve, reject) => ask(productId, { kind: 'take', take, asOf, resolve, reject })),
    settle: (productId, settlement) =>
      new Promise((resolve, reject) => ask(productId, { kind: 'settle', settlement, resolve, reject })),
    settleLater: (productId, { orderId, hold }) => {
      productOf(productId).decided.set(orderId, hold);
    },
  };
};
