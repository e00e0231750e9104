// Pure: what the books add up to.
import type { OrderStatus } from '#contracts/order-status.ts';
import { type BookedProduct, type KnownDossier, unaccounted } from './books.ts';
import type { Account } from './money-rules.ts';

/** Money in minor units. `stock` has a line for each product with an exception, and no other. */
export type Totals = {
  orders: number;
  byStatus: { [Status in OrderStatus]?: number };
  /** Orders that may be in between: moved a moment ago, or open and not overdue. */
  inProgress: number;
  captured: number;
  refunded: number;
  /** Value of the goods that were shipped, whether or not they came back. */
  shipped: number;
  balancedProducts: number;
  stock: (BookedProduct & { unaccounted: number })[];
};

export const newTotals = (): Totals => ({
  orders: 0,
  byStatus: {},
  inProgress: 0,
  captured: 0,
  refunded: 0,
  shipped: 0,
  balancedProducts: 0,
  stock: [],
});

export const addToTotals = (
  totals: Totals,
  { order, shipment }: KnownDossier,
  { captured, refunded }: Account,
  isInProgress: boolean,
): void => {
  totals.orders += 1;
  totals.byStatus[order.status] = (totals.byStatus[order.status] ?? 0) + 1;
  if (isInProgress) totals.inProgress += 1;
  totals.captured += captured;
  totals.refunded += refunded;
  totals.shipped += shipment?.value ?? 0;
};

export const countStock = (totals: Totals, product: BookedProduct, isBalanced: boolean): void => {
  if (isBalanced) totals.balancedProducts += 1;
  else totals.stock.push({ ...product, unaccounted: unaccounted(product) });
};
