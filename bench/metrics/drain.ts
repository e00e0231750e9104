// How fast a backlog is drained, whole pipeline, with AWS beside the services and with AWS 20 ms away.
import { type BenchContext, planFor } from '../context.ts';
import { figuresOf, type Metric, metricOf } from '../metric.ts';
import { type Plan, sum } from '../support/queued-run.ts';
import type { Site } from '../support/site.ts';

const latencies = [0, 20];

/** Far from AWS both take their time. Either's rate stands for any number of orders: ours was seen to, by `backlog`. */
const farShare = 0.3;

const planOf = ({ options }: BenchContext, site: Site, latencyMs: number): Plan => {
  const { kind, orders } = planFor(options, site, 'mixed');
  return { kind, orders: latencyMs > 0 ? Math.ceil(orders * farShare) : orders, latencyMs };
};

export const drain = async (bench: BenchContext): Promise<Metric[]> => {
  const metrics: Metric[] = [];
  for (const latencyMs of latencies) metrics.push(...(await drainAt(bench, latencyMs)));
  return metrics;
};

const drainAt = async (bench: BenchContext, latencyMs: number): Promise<Metric[]> => {
  const runs = await bench.onEach(async (site) => {
    const { orders, drainSeconds, drainCpuMs } = await bench.queued(site, planOf(bench, site, latencyMs));
    return { rate: orders / drainSeconds, perCpuSecond: (orders * 1_000) / sum(drainCpuMs) };
  });
  const at = `${latencyMs} ms to AWS`;
  return [
    metricOf({
      metric: `drain, ${at}`,
      unit: 'orders/s',
      figures: figuresOf(runs, ({ rate }) => rate),
      budget: { timesBetter: 4 },
      isMoreBetter: true,
    }),
    metricOf({
      metric: `drain by client core, ${at}`,
      unit: 'orders/s',
      figures: figuresOf(runs, ({ perCpuSecond }) => perCpuSecond),
      budget: { atLeast: 400 },
      isMoreBetter: true,
    }),
  ];
};
