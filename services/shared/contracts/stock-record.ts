// A product with its stock, as InventoryTable keeps it. `inventory` writes it; orders-api shows it.
import type { Product } from './fields.ts';

/** `available` can be ordered; `received` is all that ever came in: received = available + reserved + sold. */
export type StockRecord = Product & {
  id: `product#${string}`;
  /** Constant; puts the product into the index byCatalogue. */
  catalogue: 'active';
  available: number;
  received: number;
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
