// What is in the cart, as pure functions: adding, changing, and following the catalogue when it changes.
import type { ProductView } from '#contracts/http.ts';
import { formatPrice, toMinorUnits } from './format.ts';

/** `price` is a decimal amount of `currency`, as the customer saw it when the line was added. */
export type CartLine = {
  productId: string;
  productName: string;
  price: number;
  currency: string;
  quantity: number;
};

const maxQuantity = 1000;
const maxLines = 50;

/** A whole number of units between 1 and what one order, and the stock, can hold. */
export const clampQuantity = (quantity: number, available: number): number =>
  Math.max(1, Math.min(Math.trunc(quantity) || 1, maxQuantity, available));

/** Adds to the line that is there, or a new one at the end. A sold-out product, or a 51st line, changes nothing. */
export const addProduct = (lines: CartLine[], product: ProductView, quantity: number): CartLine[] => {
  const present = lines.find((line) => line.productId === product.productId);
  if (product.available < 1 || (!present && lines.length >= maxLines)) return lines;
  const { productId, name: productName, price, currency, available } = product;
  const wanted = clampQuantity((present?.quantity ?? 0) + quantity, available);
  const line = { productId, productName, price, currency, quantity: wanted };
  return present ? lines.map((old) => (old === present ? line : old)) : [...lines, line];
};

export const setQuantity = (lines: CartLine[], productId: string, quantity: number): CartLine[] =>
  lines.map((line) => (line.productId === productId ? { ...line, quantity } : line));

export const removeLine = (lines: CartLine[], productId: string): CartLine[] =>
  lines.filter((line) => line.productId !== productId);

/** Units, and their total in minor units. All lines have the catalogue's one currency. */
export const totalOf = (lines: CartLine[]): { units: number; total: number; currency: string } => ({
  units: lines.reduce((sum, line) => sum + line.quantity, 0),
  total: lines.reduce((sum, line) => sum + toMinorUnits(line.price) * line.quantity, 0),
  currency: lines[0]?.currency ?? 'USD',
});

/** Decimal amounts by productId. */
export type Prices = ReadonlyMap<string, number>;

/** Prices that the API named while refusing an order are newer than its list of products may be. */
export const atPrices = (products: ProductView[], prices: Prices): ProductView[] =>
  products.map((product) => ({ ...product, price: prices.get(product.productId) ?? product.price }));

type Follow = { line?: CartLine; notices: string[] };

const follow = (line: CartLine, product: ProductView | undefined): Follow => {
  const name = line.productName;
  if (!product) return { notices: [`${name} is no longer sold and was removed from your cart.`] };
  if (product.available < 1) return { notices: [`${name} has sold out and was removed from your cart.`] };
  const { price, currency } = product;
  const quantity = clampQuantity(line.quantity, product.available);
  const notices: string[] = [];
  if (price !== line.price)
    notices.push(
      `The price of ${name} changed from ${formatPrice(line.price, line.currency)} to ${formatPrice(price, currency)}.`,
    );
  if (quantity < line.quantity) notices.push(`Only ${quantity} of ${name} left: your cart has ${quantity}.`);
  return { line: { ...line, productName: product.name, price, currency, quantity }, notices };
};

/** The cart at the catalogue's present prices and stock, and a sentence for each change a customer should see. */
export const followCatalogue = (
  lines: CartLine[],
  products: ProductView[],
): { lines: CartLine[]; notices: string[] } => {
  const followed = lines.map((line) =>
    follow(
      line,
      products.find((product) => product.productId === line.productId),
    ),
  );
  return {
    lines: followed.flatMap(({ line }) => line ?? []),
    notices: followed.flatMap(({ notices }) => notices),
  };
};

const isLine = (value: unknown): value is CartLine => {
  if (typeof value !== 'object' || value === null) return false;
  const { productId, productName, price, currency, quantity } = value as Partial<CartLine>;
  return (
    typeof productId === 'string' &&
    typeof productName === 'string' &&
    typeof price === 'number' &&
    /^[A-Z]{3}$/.test(String(currency)) &&
    Number.isInteger(quantity) &&
    clampQuantity(Number(quantity), maxQuantity) === quantity
  );
};

/** Reads a stored cart. What is missing, damaged or from another version is an empty cart. */
export const parseCart = (stored: string | null): CartLine[] => {
  try {
    const value: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(value) ? value.filter(isLine).slice(0, maxLines) : [];
  } catch {
    return [];
  }
};
