// SQS and SNS calls per order at load: every call between the first POST and the last mail.
import { type BenchContext, planFor } from '../context.ts';
import { type Metric, metricOf } from '../metric.ts';
import type { QueuedRun } from '../support/queued-run.ts';

export const messagingCalls = async ({ onEach, options, queued }: BenchContext): Promise<Metric[]> => {
  const figures = await onEach(async (site) =>
    callsPerOrder(await queued(site, planFor(options, site, 'mixed'))),
  );
  return [metricOf({ metric: 'messaging calls per order', unit: 'calls', figures, budget: { atMost: 3 } })];
};

const callsPerOrder = ({ orders, counts }: QueuedRun): number => {
  const messaging = Object.entries(counts.calls).filter(([name]) => /^(sqs|sns) /.test(name));
  return messaging.reduce((total, [, count]) => total + count, 0) / orders;
};
