// One write of a product at a time: all that came while the last was under way, and a moment after, shares the next.
import { RetryLater } from '#messaging/errors.ts';
import type { Runtime } from '#platform/runtime.ts';
import type { KnownProduct } from './known-products.ts';
import type { Wish } from './stock-wishes.ts';

type Product = KnownProduct<Wish>;
type QueueDeps = Pick<Runtime, 'random' | 'timers'> & {
  productOf: (productId: string) => Product;
  /** False when another process was quicker. */
  playRound: (product: Product, wishes: readonly Wish[]) => Promise<boolean>;
};

/** Between two writes of a product: so long, what comes waits for company. */
const restMs = 40;
/** Lost races, each one call long. */
const maxAttempts = 60;
const pace = { leastMs: 10, mostMs: 200, growth: 2, decay: 0.8 };

/** Adds a wish. An idle product is written at once. Every wish is answered, or rejected with what failed for all. */
export const createProductQueue = ({ productOf, playRound, random, timers }: QueueDeps) => {
  /** All that waits; and what has come since, each time that another process was quicker. */
  const serve = async (product: Product) => {
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

  const work = async (product: Product) => {
    product.isBusy = true;
    while (product.waiting.length > 0) {
      const isLook = product.waiting.every(({ kind }) => kind === 'know');
      await serve(product);
      if (!isLook) await timers.delay(restMs + random() * product.pace);
    }
    product.isBusy = false;
  };

  return (productId: string, wish: Wish): void => {
    const product = productOf(productId);
    product.waiting.push(wish);
    if (!product.isBusy) void work(product);
  };
};

/** Of processes that race for a product, those that win pause, so that each has its turn: what it writes is worth more then. */
const paceAfter = (ms: number, isWon: boolean): number => {
  if (!isWon) return Math.min(pace.mostMs, Math.max(pace.leastMs, ms * pace.growth));
  return ms * pace.decay < pace.leastMs / 2 ? 0 : ms * pace.decay;
};
