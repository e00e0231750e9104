// DynamoDB write units per order of three lines: indexes, transactions and refused conditions included.
import { type BenchContext, planFor } from '../context.ts';
import { type Metric, metricOf } from '../metric.ts';
import { figure, tableOf } from '../support/table.ts';
import { ownUnits, totalOf, unitRows } from '../support/units.ts';

export const writeUnits = async ({ onEach, options, queued, note }: BenchContext): Promise<Metric[]> => {
  const figures = await onEach(async (site) => {
    const { name, prefix } = site.system;
    const { orders, counts } = await queued(site, planFor(options, site, 'three-lines'));
    const rows = unitRows(counts.units, prefix, (value) => figure(value / orders));
    note(tableOf([[`${name}, units per order of three lines`, 'write', 'read'], ...rows]));
    return totalOf(ownUnits(counts.units, prefix)).write / orders;
  });
  const metric = 'write units per order of 3 lines';
  return [metricOf({ metric, unit: 'units', figures, budget: { atMost: 11 } })];
};
