// Pure: what must hold of a product's units. Each count is told, not only their sum: two readings of a product that is in
// demand often have the same sum, and hardly ever the same counts.
import { type BookedProduct, unaccounted } from './books.ts';
import type { Report } from './exceptions.ts';

export const checkStock = (product: BookedProduct, report: Report): void => {
  const { isListed, available, received, receipts, reserved, held } = product;
  if (!isListed && reserved + held + receipts > 0) {
    report(
      'unknown-product',
      'Units of a product that is not in the catalogue',
      0,
      reserved + held + receipts,
    );
    return;
  }
  const found = `${available} available + ${reserved} reserved + ${held} held`;
  if (available < 0) report('stock-negative', 'Less than nothing is available', 0, available);
  else if (reserved + held > received)
    report('oversold', 'More is reserved and held than was received', received, found);
  else if (unaccounted(product) !== 0)
    report('units-unaccounted', 'available + reserved + held is not what was received', received, found);
  if (receipts > received)
    report('receipt-uncounted', 'The receipts add up to more than was received', receipts, received);
};
