// One write of a product at a time: all that came while the last was under way, and a while after, shares the next. The while
// is a moment, or longer where the process has much to do: then orders wait for each other anyway, and each write costs.
import { RetryLater } from '#messaging/errors.ts';
import type { Runtime } from '#platform/runtime.ts';
import type { KnownProduct } from './known-products.ts';
import { takesIn, type Wish } from './stock-wishes.ts';

type Product = KnownProduct<Wish>;
type QueueDeps = Pick<Runtime, 'random' | 'timers'> & {
  productOf: (productId: string) => Product;
  /** False when another process was quicker. */
  playRound: (product: Product, wishes: readonly Wish[]) => Promise<boolean>;
};

/** Between two writes of a product what comes waits for company, in milliseconds; while the process is busy, until enough came. */
const rest = { ms: 20, busyMs: 200, enough: 15 };
/** Takes under way in the process, of all products. */
const busyAt = 10;
/** Lost races, each one call long. */
const maxAttempts = 60;
const pace = { leastMs: 10, mostMs: 200, growth: 2, decay: 0.8 };

/** Adds a wish. An idle product is written at once. Every wish is answered, or rejected with what failed for all. */
export const createProductQueue = ({ productOf, playRound, random, timers }: QueueDeps) => {
  let takesUnderWay = 0;

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
    } finally {
      takesUnderWay -= takesIn(wishes).length;
    }
  };

  const gather = async (product: Product) => {
    await timers.delay(rest.ms + random() * product.pace);
    if (takesUnderWay < busyAt || product.waiting.length >= rest.enough) return;
    const enough = new AbortController();
    product.onWish = () => {
      if (product.waiting.length >= rest.enough) enough.abort();
    };
    await timers.delay(rest.busyMs - rest.ms, enough.signal).catch(() => undefined);
    product.onWish = undefined;
  };

  const work = async (product: Product) => {
    product.isBusy = true;
    while (product.waiting.length > 0) {
      const isLook = product.waiting.every(({ kind }) => kind === 'know');
      await serve(product);
      if (!isLook) await gather(product);
    }
    product.isBusy = false;
  };

  return (productId: string, wish: Wish): void => {
    const product = productOf(productId);
    product.waiting.push(wish);
    if (wish.kind === 'take') takesUnderWay += 1;
    product.onWish?.();
    if (!product.isBusy) void work(product);
  };
};

/** Of processes that race for a product, those that win pause, so that each has its turn: what it writes is worth more then. */
const paceAfter = (ms: number, isWon: boolean): number => {
  if (!isWon) return Math.min(pace.mostMs, Math.max(pace.leastMs, ms * pace.growth));
  return ms * pace.decay < pace.leastMs / 2 ? 0 : ms * pace.decay;
};
