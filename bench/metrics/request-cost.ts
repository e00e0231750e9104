// What a million orders cost in requests: SQS, SNS and DynamoDB, from counted calls and AWS's prices.
import { type BenchContext, planFor } from '../context.ts';
import { type Metric, metricOf } from '../metric.ts';
import { dollarsPerMillion } from '../prices.ts';
import type { QueuedRun } from '../support/queued-run.ts';
import { figure } from '../support/table.ts';
import { ownUnits, totalOf } from '../support/units.ts';

export const requestCost = async ({ onEach, options, queued, note }: BenchContext): Promise<Metric[]> => {
  const figures = await onEach(async (site) => {
    const { name, prefix } = site.system;
    const costs = costsOf(await queued(site, planFor(options, site, 'three-lines')), prefix);
    const total = costs.reduce((sum, [, dollars]) => sum + dollars, 0);
    const parts = costs.map(([what, dollars]) => `${what} $${figure(dollars)}`).join(', ');
    note(`${name}, a million orders of three lines: ${parts}\n`);
    return total;
  });
  const metric = 'request cost of a million orders';
  return [metricOf({ metric, unit: '$', figures, budget: { atMost: 8 } })];
};

/** Dollars for a million orders, by what is paid for. */
const costsOf = ({ orders, counts }: QueuedRun, prefix: string): [string, number][] => {
  const { read, write } = totalOf(ownUnits(counts.units, prefix));
  const { sqsRequests, snsPublishes, writeUnits, readUnits } = dollarsPerMillion;
  return [
    ['SQS', (counts.billed.sqs / orders) * sqsRequests],
    ['SNS', (counts.billed.sns / orders) * snsPublishes],
    ['DynamoDB writes', (write / orders) * writeUnits],
    ['DynamoDB reads', (read / orders) * readUnits],
  ];
};
