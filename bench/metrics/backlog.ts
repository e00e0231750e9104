// Whether the time to drain grows in step with the backlog, and what more processes of each worker make of it.
import type { BenchContext } from '../context.ts';
import { type Metric, metricOf } from '../metric.ts';
import type { Series } from '../support/plot.ts';
import { runQueued } from '../support/queued-run.ts';
import { startSite } from '../support/site.ts';
import { figure, tableOf } from '../support/table.ts';
import { systems } from '../systems.ts';

const processCounts = [1, 2, 4];
/** Orders; the largest is an option. */
const sizes = [1_000, 10_000];

export const backlog = async (bench: BenchContext): Promise<Metric[]> => {
  const { options, note, plot } = bench;
  if (!options.systems.includes('waybill')) return [];
  const series: Series[] = [];
  for (const processes of processCounts) series.push(await drainAll(bench, processes));
  note(describe(series));
  plot({ file: 'backlog.svg', xLabel: 'orders queued', yLabel: 'seconds until the last mail', series });
  return series.map(({ name, points }) => {
    const { x, y } = points.at(-1) ?? { x: 0, y: 0 };
    return metricOf({
      metric: `drain of ${figure(x)} orders, ${name}`,
      unit: 'orders/s',
      figures: { waybill: x / y },
      budget: 'none',
      isMoreBetter: true,
    });
  });
};

/** Each size on the same processes, the smallest first. */
const drainAll = async ({ options, say }: BenchContext, processes: number): Promise<Series> => {
  const { largestBacklog: largest } = options;
  const name = `${processes} of each worker`;
  say(`waybill: starting ${name}`);
  const site = await startSite(systems.waybill, processes);
  try {
    const series: Series = { name, points: [] };
    for (const orders of [...sizes.filter((size) => size < largest), largest]) {
      say(`waybill: draining ${orders} orders, ${name}`);
      const { drainSeconds } = await runQueued(site, { kind: 'mixed', orders, latencyMs: 0 });
      series.points.push({ x: orders, y: drainSeconds });
    }
    return series;
  } finally {
    await site.stop();
  }
};

const describe = (series: Series[]): string =>
  tableOf([
    ['seconds to drain', ...(series[0]?.points.map(({ x }) => `${figure(x)} orders`) ?? [])],
    ...series.map(({ name, points }) => [`  ${name}`, ...points.map(({ y }) => figure(y))]),
  ]);
