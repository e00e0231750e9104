// How long one order takes on an idle system, from the POST to the mail: what batching must not cost.
import type { BenchContext } from '../context.ts';
import { type Metric, metricOf } from '../metric.ts';
import { type Site, untilMailed } from '../support/site.ts';
import { median } from '../support/statistics.ts';

const orders = 20;
const quickOrders = 5;

export const latencyAlone = async ({ onEach, options, say }: BenchContext): Promise<Metric[]> => {
  const figures = await onEach(async (site) => {
    const count = options.quick ? quickOrders : orders;
    say(`${site.system.name}: ${count} orders, one after the other`);
    const latencies: number[] = [];
    while (latencies.length < count) latencies.push(await placeOne(site));
    return median(latencies);
  });
  const metric = 'one order alone, POST to mail, median';
  return [metricOf({ metric, unit: 'ms', figures, budget: 'none' })];
};

/** Milliseconds. */
const placeOne = async (site: Site): Promise<number> => {
  await site.proxy.call('reset');
  const startedAt = Date.now();
  await site.customers.call('placeAll', site.newOrders('mixed', 1), 1, 1);
  return (await untilMailed(site, 1)) - startedAt;
};
