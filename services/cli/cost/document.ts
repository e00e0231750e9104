// The tables of docs/costs.md: what production costs at four sizes, beside Lambda. Pure.
import type { Settings } from '../stack/settings.ts';
import { assumptions } from './assumptions.ts';
import { estimate } from './estimate.ts';
import { lambdaMonth } from './lambda.ts';
import { daysPerMonth } from './price-list.ts';
import { asText, dollars, perOrder } from './report.ts';
import type { Demand } from './variable.ts';

const sizes = [1_000, 100_000, 1_000_000, 10_000_000];

type Change = { settings: Partial<Settings>; demand: Partial<Demand> };

const small: Partial<Settings> = { consolidated: true, egress: 'nat', zones: 2, minimum_tasks: {} };
/** Pages from elsewhere: what is left are the API's own requests. */
const lean: Partial<Demand> = { requestsPerOrder: 6 };
const archived: Partial<Demand> = { ...lean, monthsKept: 3 };

/** What the document advises at a size, over what production has. */
const changes: Record<number, Change> = {
  1000: { settings: small, demand: lean },
  100000: { settings: { egress: 'nat', minimum_tasks: {} }, demand: lean },
  1000000: { settings: {}, demand: archived },
  10000000: { settings: { egress: 'endpoints' }, demand: archived },
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

const titles = [
  'orders a day',
  'fixed',
  'variable',
  'a month',
  'an order',
  'changed, a month',
  'changed, an order',
  'Lambda, a month',
  'Lambda, an order',
];

const sizesTable = (production: Settings): string => {
  const rows = sizes.map((size) => {
    const { month, order } = estimate(production, demandOf(size));
    const settings = { ...production, ...changes[size]?.settings };
    const demand = { ...demandOf(size), ...changes[size]?.demand };
    const changed = estimate(settings, demand);
    const lambda = lambdaMonth(settings, demand);
    return [
      size.toLocaleString('en-US'),
      ...[month.fixed, month.variable, month.total].map(dollars),
      perOrder(order),
      ...[dollars(changed.month.total), perOrder(changed.order)],
      ...[dollars(lambda), perOrder(lambda / (size * daysPerMonth))],
    ];
  });
  return [titles, titles.map(() => '--:'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
};

/** Between where Lambda costs less and where it costs more, the bill crosses once: both grow in step with orders. */
const breakEven = (production: Settings): string => {
  const settings = { ...production, ...small };
  const isDearer = (ordersPerDay: number) => {
    const demand = { ...demandOf(ordersPerDay), ...lean };
    return estimate(settings, demand).month.total > lambdaMonth(settings, demand);
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
  return `From about ${orders} orders a day on, Fargate with the smallest settings costs less than Lambda, the pages served from elsewhere by both.`;
};
