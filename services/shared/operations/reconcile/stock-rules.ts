// Pure: what must hold of a product's units.
import { type BookedProduct, unaccounted } from './books.ts';
import type { Report } from './exceptions.ts';

export const checkStock = (product: BookedProduct, report: Report): void => {
  const { isListed, available, received, receipts, reserved, sold } = product;
  if (!isListed && reserved + sold + receipts > 0) {
    report(
      'unknown-product',
      'Units of a product that is not in the catalogue',
      0,
      reserved + sold + receipts,
    );
    return;
  }
  if (available < 0) report('stock-negative', 'Less than nothing is available', 0, available);
  else if (reserved + sold > received)
    report('oversold', 'More is reserved and sold than was received', received, reserved + sold);
  else if (unaccounted(product) !== 0)
    report(
      'units-unaccounted',
      'available + reserved + sold is not what was received',
      received,
      available + reserved + sold,
    );
  if (receipts > received)
    report('receipt-uncounted', 'The receipts add up to more than was received', receipts, received);
};
