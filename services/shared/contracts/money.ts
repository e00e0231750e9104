// Money at the edge: decimal amounts in HTTP bodies and on pages, integer minor units everywhere else.

/** 99.99 → 9999. Callers have validated that there are at most two decimals. */
export const toMinorUnits = (amount: number): number => Math.round(amount * 100);

/** 9999 → 99.99 */
export const toAmount = (minorUnits: number): number => minorUnits / 100;

/** 9999, 'USD' → '$99.99' */
export const formatMoney = (minorUnits: number, currency: string): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(toAmount(minorUnits));
