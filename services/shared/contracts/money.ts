// Money at the edge: decimal amounts in HTTP bodies and on pages, integer minor units everywhere else.

/** 99.99 → 9999. Callers have validated that there are at most two decimals. */
export const toMinorUnits = (amount: number): number => Math.round(amount * 100);

/** 9999 → 99.99 */
export const toAmount = (minorUnits: number): number => minorUnits / 100;

/** Minor units: what lines cost together. */
export const worthOf = (lines: readonly { quantity: number; unitPrice: number }[]): number =>
  lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);

/** Making one costs a hundred times what using one does. */
const formats = new Map<string, Intl.NumberFormat>();

const formatOf = (currency: string): Intl.NumberFormat => {
  const known = formats.get(currency);
  if (known) return known;
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  formats.set(currency, format);
  return format;
};

/** 9999, 'USD' → '$99.99' */
export const formatMoney = (minorUnits: number, currency: string): string =>
  formatOf(currency).format(toAmount(minorUnits));
