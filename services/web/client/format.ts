// Money and time as the page writes them.

/** 99.99 → 9999: sums are made in minor units, so that they come out even. */
export const toMinorUnits = (amount: number): number => Math.round(amount * 100);

/** 9999, 'USD' → '$99.99' */
export const formatMinorUnits = (minorUnits: number, currency: string): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(minorUnits / 100);

/** 99.99, 'USD' → '$99.99' */
export const formatPrice = (amount: number, currency: string): string =>
  formatMinorUnits(toMinorUnits(amount), currency);

/** '2026-01-31T10:03:21.000Z' → '10:03:21', in the reader's own zone and habit */
export const formatTime = (iso: string): string =>
  new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }).format(new Date(iso));

/** 'Jan 31, 2026, 10:03' in the reader's own zone and habit */
export const formatDateTime = (iso: string): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));

/** 1, 'item' → '1 item'; 2, 'item' → '2 items' */
export const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? '' : 's'}`;
