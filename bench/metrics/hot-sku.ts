// How many reservations one write to a product carries, when every order wants the same product.
import { type BenchContext, planFor } from '../context.ts';
import { type Metric, metricOf } from '../metric.ts';
import { hotProduct } from '../support/orders.ts';

export const hotSku = async ({ onEach, options, queued }: BenchContext): Promise<Metric[]> => {
  const figures = await onEach(async (site) => {
    await site.proxy.call('watch', hotProduct.productId);
    const { orders, counts } = await queued(site, planFor(options, site, 'hot'));
    await site.proxy.call('watch', undefined);
    return orders / counts.watchedWrites;
  });
  const metric = 'one hot SKU: reservations per write';
  return [metricOf({ metric, unit: '', figures, budget: { atLeast: 10 }, isMoreBetter: true })];
};
