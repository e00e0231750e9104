// Whether memory stays where it is: the resident memory of each process while the pipeline runs as fast as it can.
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchContext } from '../context.ts';
import { type Metric, metricOf } from '../metric.ts';
import { type Site, untilMailed } from '../support/site.ts';
import { fitLine, type Point } from '../support/statistics.ts';
import { figure, tableOf } from '../support/table.ts';

const sampleMs = 5_000;
/** Orders under way: enough to keep every worker busy, and no growing backlog in the emulators' memory. */
const underWay = 1_000;
const batch = 250;
const atOnce = 50;

export const memory = async ({ on, options, say, note }: BenchContext): Promise<Metric[]> => {
  if (!options.systems.includes('waybill')) return [];
  const minutes = options.quick ? 0.5 : 5;
  return on('waybill', async (site) => {
    say(`waybill: ${minutes} minutes at saturation`);
    const samples = await sampleUnderLoad(site, minutes * 60_000);
    note(describe(samples));
    return Object.entries(samples).map(([name, points]) =>
      metricOf({
        metric: `memory of ${name}, growth`,
        unit: 'MiB/min',
        figures: { waybill: growth(points) },
        budget: 'none',
      }),
    );
  });
};

/** MiB by process; x is in minutes. */
type Samples = Record<string, Point[]>;

const sampleUnderLoad = async (site: Site, ms: number): Promise<Samples> => {
  await site.proxy.call('reset');
  const samples: Samples = {};
  const startedAt = performance.now();
  const elapsed = () => performance.now() - startedAt;
  const sampling = async () => {
    while (elapsed() < ms) {
      for (const [name, y] of Object.entries(site.fleet.residentMiB()))
        samples[name] = [...(samples[name] ?? []), { x: elapsed() / 60_000, y }];
      await delay(sampleMs);
    }
  };
  await Promise.all([sampling(), keepBusy(site, () => elapsed() < ms)]);
  return samples;
};

/** Places a batch whenever there is room for it among the orders under way. */
const keepBusy = async (site: Site, isOn: () => boolean): Promise<void> => {
  let placed = 0;
  while (isOn()) {
    await untilMailed(site, Math.max(0, placed + batch - underWay));
    await site.customers.call('placeAll', site.newOrders('mixed', batch), batch, atOnce);
    placed += batch;
  }
  await untilMailed(site, placed);
};

/** Of the second half: by then caches are full and code is compiled. */
const growth = (points: Point[]): number => fitLine(points.slice(points.length / 2)).slope;

const describe = (samples: Samples): string =>
  tableOf([
    ['resident memory in MiB', 'at first', 'half-way', 'at last', 'growth, MiB/min'],
    ...Object.entries(samples).map(([name, points]) => [
      `  ${name}`,
      figure(points[0]?.y),
      figure(points[Math.floor(points.length / 2)]?.y),
      figure(points.at(-1)?.y),
      figure(growth(points)),
    ]),
  ]);
