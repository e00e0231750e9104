// What a million orders cost in requests: SQS, SNS and DynamoDB, from counted calls and AWS's prices.

import type { PerOrder } from '../../services/cli/cost/measured.ts';
import { type BenchContext, planFor } from '../context.ts';
import { type Metric, metricOf } from '../metric.ts';
import { dollarsPerMillion } from '../prices.ts';
import type { QueuedRun } from '../support/queued-run.ts';
import { figure } from '../support/table.ts';
import { ownUnits, totalOf } from '../support/units.ts';

export const requestCost = async ({
  onEach,
  options,
  queued,
  note,
  keep,
}: BenchContext): Promise<Metric[]> => {
  const figures = await onEach(async (site) => {
    const { name, prefix } = site.system;
    const perOrder = perOrderOf(await queued(site, planFor(options, site, 'three-lines')), prefix);
    if (name === 'waybill') keep(perOrder);
    const costs = costsOf(perOrder);
    const total = costs.reduce((sum, [, dollars]) => sum + dollars, 0);
    const parts = costs.map(([what, dollars]) => `${what} $${figure(dollars)}`).join(', ');
    note(`${name}, a million orders of three lines: ${parts}\n`);
    return total;
  });
  const metric = 'request cost of a million orders';
  return [metricOf({ metric, unit: '$', figures, budget: { atMost: 8 } })];
};

type Counted = Pick<PerOrder, 'sqsRequests' | 'snsPublishes' | 'writeUnits' | 'readUnits'>;

const perOrderOf = ({ orders, counts }: QueuedRun, prefix: string): Counted => {
  const { read, write } = totalOf(ownUnits(counts.units, prefix));
  return {
    sqsRequests: counts.billed.sqs / orders,
    snsPublishes: counts.billed.sns / orders,
    writeUnits: write / orders,
    readUnits: read / orders,
  };
};

/** Dollars for a million orders, by what is paid for. */
const costsOf = ({ sqsRequests, snsPublishes, writeUnits, readUnits }: Counted): [string, number][] => [
  ['SQS', sqsRequests * dollarsPerMillion.sqsRequests],
  ['SNS', snsPublishes * dollarsPerMillion.snsPublishes],
  ['DynamoDB writes', writeUnits * dollarsPerMillion.writeUnits],
  ['DynamoDB reads', readUnits * dollarsPerMillion.readUnits],
];
