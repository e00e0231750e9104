// What a run comes to: how long orders took, how long queues grew, how many tasks, how often they changed, what they cost. Pure.
import { topology } from '#platform/topology.ts';
import { type WorkerName, workerNames } from '../../localstack/scaling/policies-of.ts';
import prices from '../../services/cli/cost/prices.json' with { type: 'json' };
import type { Load } from './loads.ts';
import type { Run } from './simulate.ts';
import type { WorkerRun } from './site.ts';

const { ARM64, spotShareOfPrice } = prices.fargate;

export type Summary = {
  /** Seconds from acceptance to mail, of the orders that were mailed about. */
  median: number;
  p99: number;
  longest: number;
  /** Messages that waited for one worker, and for how many seconds the oldest had, at the end of any minute. */
  backlog: number;
  oldestSeconds: number;
  /** Of all workers together, at most; and how often their number changed. */
  tasks: number;
  changes: number;
  dollarsPerDay: number;
};

export const summarize = (run: Run, { countedFrom, seconds }: Load): Summary => {
  const runs = workerNames.map((name) => run.byWorker[name]);
  const samples = runs.flatMap((one) => one.samples).filter(({ second }) => second > countedFrom);
  const changes = runs.flatMap((one) => one.changes).filter(({ at }) => at > countedFrom);
  const [median, p99, longest] = quantiles(
    run.mailed.filter(({ orderedAt }) => orderedAt >= countedFrom),
    [0.5, 0.99, 1],
  ) as [number, number, number];
  return {
    median,
    p99,
    longest,
    backlog: Math.max(...samples.map(({ backlog }) => backlog)),
    oldestSeconds: Math.max(...samples.map(({ oldestSeconds }) => oldestSeconds)),
    tasks: Math.max(...tasksByMinute(run, countedFrom)),
    changes: changes.length,
    dollarsPerDay: (dollarsOf(run) * 86_400) / seconds,
  };
};

const tasksByMinute = (run: Run, countedFrom: number): number[] => {
  const tasks = new Map<number, number>();
  for (const { samples } of Object.values(run.byWorker))
    for (const { second, running } of samples)
      if (second > countedFrom) tasks.set(second, (tasks.get(second) ?? 0) + running);
  return [...tasks.values()];
};

/** Fargate in us-east-1, on Graviton; tasks above the minimum on Spot. */
const dollarsOf = (run: Run): number =>
  workerNames.reduce((total, name) => total + dollarsOfWorker(name, run.byWorker[name]), 0);

const dollarsOfWorker = (name: WorkerName, { taskSeconds }: WorkerRun): number => {
  const { cpu, memory } = topology.services[name];
  const hour = (cpu / 1_024) * ARM64.vcpuHour + (memory / 1_024) * ARM64.gbHour;
  return ((taskSeconds.base + taskSeconds.spot * spotShareOfPrice) / 3_600) * hour;
};

/** The seconds that these shares of all orders did not exceed; `shares` ascending. */
const quantiles = (mailed: Run['mailed'], shares: readonly number[]): number[] => {
  const sorted = [...mailed].sort((a, b) => a.seconds - b.seconds);
  const total = sorted.reduce((all, { count }) => all + count, 0);
  let passed = 0;
  let next = 0;
  const found = shares.map((share) => {
    for (let group = sorted[next]; group && passed < share * total; group = sorted[next]) {
      passed += group.count;
      next += 1;
    }
    return sorted[Math.max(0, next - 1)]?.seconds ?? Number.NaN;
  });
  return found;
};
