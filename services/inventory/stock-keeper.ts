// Keeps the stock of products: one write of a product at a time, shared by all that came while the last was under way.
// See docs/decisions/0013-stock-by-holds.md.

import { RetryLater } from '#messaging/errors.ts';
import type { Runtime } from '#platform/runtime.ts';
import { createKnownProducts, type KnownProduct } from './known-products.ts';
import type { Take, Taken } from './product-stock.ts';
import type { ReservationStore } from './reservation-store.ts';
import { createPlayRound } from './stock-round.ts';
import type { Settlement, Wish } from './stock-wishes.ts';

/** Every answer @throws what the table does, or RetryLater when other processes were always quicker. */
export type StockKeeper = {
  /** Gets to know products. Resolves to a moment: an order that has no reservation after it may take from them. */
  know: (productIds: readonly string[]) => Promise<number>;
  /** Takes units for an order that had no reservation at the moment `asOf`, or later. */
  take: (productId: string, take: Take, asOf: number) => Promise<Taken>;
  /** Deals with the hold of an order whose reservation is stored. */
  settle: (productId: string, settlement: Settlement) => Promise<void>;
  /** The hold that a stored reservation names is dropped with the next write of the product. */
  settleLater: (productId: string, settlement: Pick<Settlement, 'orderId' | 'hold'>) => void;
};

type KeeperDeps = Pick<Runtime, 'tables' | 'random' | 'timers'> & {
  reservations: Pick<ReservationStore, 'get'>;
};

/** Between two writes of a product: so long, what comes waits for company. */
const restMs = 20;
/** Lost races, each one call long. */
const maxAttempts = 60;
const pace = { leastMs: 10, mostMs: 200, growth: 2, decay: 0.8 };

/** Processes that race for a product all slow down until each has its turn: what they write then is worth more. */
const paceAfter = (ms: number, isWon: boolean): number => {
  if (!isWon) return Math.min(pace.mostMs, Math.max(pace.leastMs, ms * pace.growth));
  return ms * pace.decay < pace.leastMs / 2 ? 0 : ms * pace.decay;
};

export const createStockKeeper = ({ tables, reservations, random, timers }: KeeperDeps): StockKeeper => {
  const productOf = createKnownProducts<Wish>();
  const { moment, playRound } = createPlayRound({ tables, reservations });

  /** All that waits; and what has come since, each time that another process was quicker. */
  const serve = async (product: KnownProduct<Wish>) => {
    const wishes: Wish[] = [];
    try {
      for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
        wishes.push(...product.waiting.splice(0));
        const isWon = await playRound(product, wishes);
        product.pace = paceAfter(product.pace, isWon);
        if (isWon) return;
      }
      throw new RetryLater(`Too many are at the stock of product ${product.productId} at once`);
    } catch (error) {
      product.stock = undefined;
      for (const { reject } of wishes) reject(error);
    }
  };

  const work = async (product: KnownProduct<Wish>) => {
    if (product.isBusy) return;
    product.isBusy = true;
    while (product.waiting.length > 0) {
      await serve(product);
      await timers.delay(restMs + random() * product.pace);
    }
    product.isBusy = false;
  };

  const ask = (productId: string, wish: Wish) => {
    const product = productOf(productId);
    product.waiting.push(wish);
    void work(product);
  };

  const know = (productId: string) =>
    new Promise<void>((resolve, reject) => {
      const { stock, doubts, isBusy } = productOf(productId);
      if (stock && (doubts === 0 || isBusy)) resolve();
      else ask(productId, { kind: 'know', resolve, reject });
    });

  return {
    know: async (productIds) => {
      await Promise.all(productIds.map(know));
      return moment();
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
