// One line of a bill. Pure.

export type Line = {
  /** `fixed`: the same without a single order. */
  kind: 'fixed' | 'variable';
  what: string;
  /** How much of what, for people. */
  quantity: string;
  /** Dollars a month. */
  month: number;
};

export const fixed = (what: string, quantity: string, month: number): Line => ({
  kind: 'fixed',
  what,
  quantity,
  month,
});

export const variable = (what: string, quantity: string, month: number): Line => ({
  kind: 'variable',
  what,
  quantity,
  month,
});

export const sumOf = (lines: readonly Pick<Line, 'month'>[]): number =>
  lines.reduce((total, { month }) => total + month, 0);

/** Three digits that say something; large numbers in full: 0.0526, 15.5, 1,234 */
export const amount = (value: number): string => {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
};

/** 12,345,678 → '12.3 M' */
export const many = (value: number): string => {
  if (value >= 1e9) return `${amount(value / 1e9)} G`;
  return value >= 1e6 ? `${amount(value / 1e6)} M` : amount(value);
};
