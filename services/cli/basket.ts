// What to order: the wanted products at the catalogue's names and prices. Pure.
import type { Item, ProductView } from '#contracts/http.ts';
import { formatMoney, toMinorUnits } from '#contracts/money.ts';
import type { Options, WantedProduct } from './options.ts';

/** @throws Error when a product is not in the catalogue, or nothing is in stock */
export const fillBasket = (
  { products: wanted, quantity }: Pick<Options, 'products' | 'quantity'>,
  catalogue: readonly ProductView[],
): Item[] =>
  (wanted.length > 0 ? wanted : firstInStock(catalogue, quantity)).map((one) => itemOf(one, catalogue));

const firstInStock = (catalogue: readonly ProductView[], quantity: number): WantedProduct[] => {
  const product = catalogue.find(({ available }) => available >= quantity);
  if (!product) throw new Error(`No product has ${quantity} in stock; name one with --product`);
  return [{ productId: product.productId, quantity }];
};

const itemOf = ({ productId, quantity }: WantedProduct, catalogue: readonly ProductView[]): Item => {
  const product = catalogue.find((one) => one.productId === productId);
  if (!product) {
    const known = catalogue.slice(0, 10).map((one) => one.productId);
    throw new Error(`No product ${productId} in the catalogue. It has: ${known.join(', ') || 'nothing'}`);
  }
  return { productId, productName: product.name, quantity, price: product.price };
};

/** '2 × Enamel Mug, 1 × Teapot, $79.48' */
export const describeBasket = (items: readonly Item[], currency: string): string => {
  const total = items.reduce((sum, { price, quantity }) => sum + toMinorUnits(price) * quantity, 0);
  const lines = items.map(({ quantity, productName }) => `${quantity} × ${productName}`);
  return [...lines, formatMoney(total, currency)].join(', ');
};
