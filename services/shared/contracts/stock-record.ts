// A product with its stock, as InventoryTable keeps it. `inventory` writes it; orders-api shows it.
import type { Product } from './fields.ts';

/** Units that left `available` for an order, until its reservation is stored: taken by which attempt, in which revision. */
export type Hold = { quantity: number; by: string; rev: number };

/** By order. */
export type Holds = Readonly<Record<string, Hold>>;

/** `available` can be ordered; `received` is all that ever came in: received = available + held + reserved. */
export type StockRecord = Product & {
  id: `product#${string}`;
  /** Constant; puts the product into the index byCatalogue. */
  catalogue: 'active';
  available: number;
  received: number;
  /** Raised by every write to the stock; missing before the first. */
  revision?: number;
  /** A hold that its reservation names stays until the next write. */
  holds?: Holds;
};

export const productKey = (productId: string): StockRecord['id'] => `product#${productId}`;

/** A product as it enters the catalogue, with `units` in stock. */
export const newStockRecord = (product: Product, units: number): StockRecord => ({
  ...product,
  id: productKey(product.productId),
  catalogue: 'active',
  available: units,
  received: units,
});
