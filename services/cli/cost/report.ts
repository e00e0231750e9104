// The bill as text: a table for the terminal, JSON for programs. Pure.
import { table } from '../ops/table.ts';
import type { Estimate } from './estimate.ts';
import { type Line, sumOf } from './line.ts';
import { daysPerMonth, prices } from './price-list.ts';

/** 1234.5 → '$1,234.50'; below a cent, as many digits as say something. */
export const dollars = (value: number): string => {
  if (value !== 0 && Math.abs(value) < 0.01) return `$${Number(value.toPrecision(2))}`;
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return `$${value.toLocaleString('en-US', digits)}`;
};

/** Of an order a bill says little in cents: three digits that say something, 0.0000123 → '$0.0000123'. */
export const perOrder = (value: number): string =>
  `$${value.toLocaleString('en-US', { maximumSignificantDigits: 3 })}`;

const columns = [
  { title: 'WHAT' },
  { title: 'HOW MUCH', align: 'right' },
  { title: 'A MONTH', align: 'right' },
  { title: '1,000 ORDERS', align: 'right' },
] as const;

export const asText = (estimate: Estimate): string => {
  const { settings, demand, lines, month, order, warnings } = estimate;
  const thousands = (demand.ordersPerDay * daysPerMonth) / 1_000;
  const costs = (cost: number) => [dollars(cost), dollars(cost / thousands)];
  const group = (kind: Line['kind']): string[][] => {
    const own = lines.filter((line) => line.kind === kind);
    const rows = own.map(({ what, quantity, month: cost }) => [what, quantity, ...costs(cost)]);
    return [...rows, [`${kind} in all`, '', ...costs(sumOf(own))], ['']];
  };
  return [
    `${settings.environment}: ${demand.ordersPerDay.toLocaleString('en-US')} orders a day, the busiest hours ${demand.peakFactor} times the mean\n\n`,
    table(columns, [...group('fixed'), ...group('variable'), ['in all', '', ...costs(month.total)]]),
    `an order: ${perOrder(order)}\n`,
    ...warnings.map((warning) => `\nwarning: ${warning}\n`),
    `\nPrices of ${prices.region} as of ${prices.asOf}, without free tiers and tax; what is assumed: docs/costs.md\n`,
  ].join('');
};

export const asJson = ({ settings, demand, lines, month, order, warnings }: Estimate): string => {
  const { region, asOf, currency } = prices;
  const document = {
    environment: settings.environment,
    ...demand,
    prices: { region, asOf, currency },
    lines,
    month,
    order,
    warnings,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
};
