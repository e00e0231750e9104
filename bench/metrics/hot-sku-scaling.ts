// How many write units a second one product's item takes when every order wants it, with more and more processes: DynamoDB
// gives an item 1,000. The item is written in turns, so that more processes should not write it much more often.
import type { BenchContext } from '../context.ts';
import { type Metric, metricOf } from '../metric.ts';
import { hotProduct } from '../support/orders.ts';
import { runQueued } from '../support/queued-run.ts';
import { startSite } from '../support/site.ts';
import { figure, tableOf } from '../support/table.ts';
import { systems } from '../systems.ts';

const processCounts = [1, 2, 4];
const mostUnitsPerSecond = 1_000;

/** A second: of orders, of writes to the product's item, refused ones too, and of the units that those cost. */
type Rates = { processes: number; orders: number; writes: number; units: number };

export const hotSkuScaling = async ({ options, say, note }: BenchContext): Promise<Metric[]> => {
  if (!options.systems.includes('waybill')) return [];
  const orders = options.quick ? 1_000 : 4_000;
  const measured: Rates[] = [];
  for (const processes of processCounts) {
    say(`waybill: ${orders} orders (hot), ${processes} of each worker`);
    measured.push(await ratesWith(processes, orders));
  }
  note(describe(measured));
  return measured.map(({ processes, units }) =>
    metricOf({
      metric: `one hot SKU: write units of its item, ${processes} of each worker`,
      unit: 'units/s',
      figures: { waybill: units },
      budget: { atMost: mostUnitsPerSecond },
    }),
  );
};

const ratesWith = async (processes: number, orders: number): Promise<Rates> => {
  const site = await startSite(systems.waybill, processes);
  try {
    await site.proxy.call('watch', hotProduct.productId);
    const { counts, drainSeconds } = await runQueued(site, { kind: 'hot', orders, latencyMs: 0 });
    const { write = 0 } = counts.units[`${site.system.prefix}InventoryTable`] ?? {};
    // What the table takes besides is each order's reservation, a unit each.
    const units = write - orders;
    const perSecond = (count: number) => count / drainSeconds;
    return {
      processes,
      orders: perSecond(orders),
      writes: perSecond(counts.watchedWrites),
      units: perSecond(units),
    };
  } finally {
    await site.stop();
  }
};

const describe = (measured: readonly Rates[]): string =>
  tableOf([
    ['a second', 'orders', 'writes of the item', 'their units'],
    ...measured.map(({ processes, orders, writes, units }) => [
      `  ${processes} of each worker`,
      figure(orders),
      figure(writes),
      figure(units),
    ]),
  ]);
