// What a process knows of the products that it moves stock of, so that the next write needs no read before it.
import { goneFrom, type Stock, sight } from './product-stock.ts';

export type KnownProduct<Wish> = {
  productId: string;
  /** As this process has read or written it last; undefined when that is not known. */
  stock: Stock | undefined;
  /** From this moment on it is known which holds came and went: those of `gone` went. */
  since: number;
  gone: Set<string>;
  /** How many looks must find nothing new before what is known is taken for what is stored: 0 while nobody else writes it. */
  doubts: number;
  /** Milliseconds to wait before a write, drawn from 0 to this: 0 while no race with another process is lost. */
  pace: number;
  /** Orders that have their reservation, with the hold that it names: to be settled with the next write. */
  decided: Map<string, string | undefined>;
  waiting: Wish[];
  isBusy: boolean;
};

const maxProducts = 5_000;
const maxGone = 1_000;
const maxDoubts = 3;

/** Finds the product, and room for it: the one that was asked for least lately is forgotten, unless it is being written. */
export const createKnownProducts = <Wish>() => {
  const products = new Map<string, KnownProduct<Wish>>();

  const forget = () => {
    for (const [productId, { isBusy }] of products) {
      if (products.size <= maxProducts) return;
      if (!isBusy) products.delete(productId);
    }
  };

  return (productId: string): KnownProduct<Wish> => {
    const product = products.get(productId) ?? newProduct<Wish>(productId);
    products.delete(productId);
    products.set(productId, product);
    if (products.size > maxProducts) forget();
    return product;
  };
};

const newProduct = <Wish>(productId: string): KnownProduct<Wish> => ({
  productId,
  stock: undefined,
  since: 0,
  gone: new Set(),
  doubts: 0,
  pace: 0,
  decided: new Map(),
  waiting: [],
  isBusy: false,
});

/** Takes note of what is stored, at this moment. */
export const see = (product: KnownProduct<unknown>, stock: Stock | undefined, moment: number): void => {
  const before = product.stock;
  product.stock = stock;
  if (before)
    product.doubts = before.revision === stock?.revision ? Math.max(0, product.doubts - 1) : maxDoubts;
  const isNear = before && stock && stock.revision - before.revision <= sight;
  if (isNear) forgetHolds(product, goneFrom(before, stock), moment);
  else startAnew(product, moment);
};

/** Takes note of what this process has stored itself, and of the orders that it has fenced off. */
export const wrote = (
  product: KnownProduct<unknown>,
  stock: Stock,
  fenced: readonly string[],
  moment: number,
): void => {
  const gone = product.stock ? goneFrom(product.stock, stock) : [];
  product.stock = stock;
  for (const orderId of product.decided.keys()) if (!stock.holds[orderId]) product.decided.delete(orderId);
  forgetHolds(product, [...gone, ...fenced], moment);
};

const forgetHolds = (product: KnownProduct<unknown>, orderIds: readonly string[], moment: number): void => {
  for (const orderId of orderIds) product.gone.add(orderId);
  if (product.gone.size > maxGone) startAnew(product, moment);
};

const startAnew = (product: KnownProduct<unknown>, moment: number): void => {
  product.gone.clear();
  product.since = moment;
};
