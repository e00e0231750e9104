// What a process knows of the products that it moves stock of, so that the next write needs no read before it.
import type { Stock } from './product-stock.ts';

export type KnownProduct<Wish> = {
  productId: string;
  /** As this process has read or written it last; undefined when that is not known. */
  stock: Stock | undefined;
  /** The moment since which every change to it was this process's own, and none took a hold out that is not in `settled`. */
  since: number;
  /** Whether others seldom write it: then what is known here is probably what is stored. */
  isOurs: boolean;
  /** Holds that their reservations name, to be dropped with the next write. */
  settled: Map<string, string | undefined>;
  waiting: Wish[];
  isBusy: boolean;
};

const maxProducts = 5_000;

/** The product, and room for it: the one that was asked for least lately is forgotten, unless it is being written. */
export const createKnownProducts = <Wish>() => {
  const products = new Map<string, KnownProduct<Wish>>();

  const forget = () => {
    for (const [productId, { isBusy }] of products) {
      if (products.size <= maxProducts) return;
      if (!isBusy) products.delete(productId);
    }
  };

  return (productId: string): KnownProduct<Wish> => {
    const product = products.get(productId) ?? unknown(productId);
    products.delete(productId);
    products.set(productId, product);
    if (products.size > maxProducts) forget();
    return product;
  };
};

const unknown = <Wish>(productId: string): KnownProduct<Wish> => ({
  productId,
  stock: undefined,
  since: 0,
  isOurs: true,
  settled: new Map(),
  waiting: [],
  isBusy: false,
});
