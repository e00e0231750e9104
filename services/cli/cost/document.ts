// The tables of docs/costs.md: what production costs at four sizes, beside Lambda. Pure.
import type { Settings } from '../stack/settings.ts';
import { assumptions } from './assumptions.ts';
import { estimate } from './estimate.ts';
import { lambdaMonth } from './lambda.ts';
import { daysPerMonth } from './price-list.ts';
import { asText, dollars, perOrder } from './report.ts';
import type { Demand } from './variable.ts';

const sizes = [1_000, 100_000, 1_000_000, 10_000_000];

/** What the document advises at a size, over what production has. */
const changes: Record<number, Partial<Settings>> = {
  1000: { consolidated: true, egress: 'nat', zones: 2 },
  100000: { egress: 'nat' },
};

/** Beyond this nobody looks for the size at which both cost the same. */
const mostOrders = 1e9;

const demandOf = (ordersPerDay: number): Demand => {
  const { peakFactor, monthsKept, requestsPerOrder } = assumptions;
  return { ordersPerDay, peakFactor, monthsKept, requestsPerOrder };
};

/** By the names that docs/costs.md has places for. */
export const costBlocks = (production: Settings): Map<string, string> =>
  new Map([
    ['sizes', sizesTable(production)],
    ...sizes.map((size) => [`bill-${size}`, fenced(asText(estimate(production, demandOf(size))))] as const),
    ['break-even', breakEven(production)],
  ]);

const fenced = (text: string): string => `\`\`\`\n${text.trimEnd()}\n\`\`\``;

const sizesTable = (production: Settings): string => {
  const rows = sizes.map((size) => {
    const demand = demandOf(size);
    const { month, order } = estimate(production, demand);
    const changed = estimate({ ...production, ...changes[size] }, demand).month.total;
    const lambda = lambdaMonth(production, demand);
    const costs = [month.fixed, month.variable, month.total, changed, lambda].map(dollars);
    const orders = [order, lambda / (size * daysPerMonth)].map(perOrder);
    return [size.toLocaleString('en-US'), ...costs, ...orders];
  });
  const titles = [
    'orders a day',
    'fixed',
    'variable',
    'a month',
    'with the changes below',
    'Lambda, a month',
    'an order',
    'Lambda, an order',
  ];
  return [titles, titles.map(() => '--:'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
};

/** Between where Lambda costs less and where it costs more, the bill crosses once: both grow in step with orders. */
const breakEven = (production: Settings): string => {
  const small = { ...production, ...changes[1_000] };
  const isDearer = (ordersPerDay: number) => {
    const demand = demandOf(ordersPerDay);
    return estimate(small, demand).month.total > lambdaMonth(small, demand);
  };
  if (isDearer(mostOrders))
    return `Lambda costs less at every size up to ${mostOrders.toLocaleString('en-US')} orders a day.`;
  let [low, high] = [1, mostOrders];
  while (high / low > 1.01) {
    const middle = Math.sqrt(low * high);
    if (isDearer(middle)) low = middle;
    else high = middle;
  }
  const orders = Number(high.toPrecision(2)).toLocaleString('en-US');
  return `From about ${orders} orders a day on, Fargate with the smallest settings costs less than Lambda.`;
};
