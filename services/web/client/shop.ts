// What the views share: the catalogue as last read, and the cart, which outlives the page in localStorage.
import type { ProductView } from '#contracts/http.ts';
import { listProducts } from './api.ts';
import {
  addProduct,
  atPrices,
  type CartLine,
  followCatalogue,
  type Prices,
  parseCart,
  removeLine,
  setQuantity,
} from './cart.ts';
import type { Failure } from './failures.ts';

const storageKey = 'waybill.cart.v1';

/** Where a browser forbids storage, the cart lasts as long as the page. */
const read = (): CartLine[] => {
  try {
    return parseCart(localStorage.getItem(storageKey));
  } catch {
    return [];
  }
};

const write = (lines: CartLine[]): void => {
  try {
    localStorage.setItem(storageKey, JSON.stringify(lines));
  } catch {
    // Storage is forbidden or full: the cart stays in memory.
  }
};

export type Shop = ReturnType<typeof createShop>;

export const createShop = () => {
  let products: ProductView[] | undefined;
  let lines = read();
  const listeners: (() => void)[] = [];
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const store = (next: CartLine[]): void => {
    lines = next;
    write(lines);
    changed();
  };
  addEventListener('storage', (event) => {
    if (event.key !== storageKey) return;
    lines = read();
    changed();
  });

  return {
    onChange: (listener: () => void) => void listeners.push(listener),
    products: () => products,
    lines: () => lines,
    available: (productId: string): number =>
      products?.find((product) => product.productId === productId)?.available ?? Number.POSITIVE_INFINITY,
    add: (product: ProductView, quantity: number) => store(addProduct(lines, product, quantity)),
    setQuantity: (productId: string, quantity: number) => store(setQuantity(lines, productId, quantity)),
    remove: (productId: string) => store(removeLine(lines, productId)),
    clear: () => store([]),

    /** Reads the catalogue again and lets the cart follow it. Answers what changed in the cart, or why it could not. */
    refresh: async (prices: Prices = new Map()): Promise<{ notices: string[]; failure?: Failure }> => {
      const result = await listProducts();
      if (!result.ok) return { notices: [], failure: result.failure };
      products = atPrices(result.value, prices);
      const followed = followCatalogue(lines, products);
      store(followed.lines);
      return { notices: followed.notices };
    },
  };
};
