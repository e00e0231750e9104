// Runs many seeds, side by side on several threads, and adds up what they met.
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { newCounts } from './history.ts';
import { type RunResult, runSeed, type Violation } from './run.ts';

export type Failure = { seed: number; violations: Violation[] };

export type Totals = {
  seeds: number;
  orders: number;
  endings: Record<string, number>;
  counts: RunResult['counts'];
  /** How often a promise was broken. */
  violations: number;
  /** The first seeds that did. */
  failures: Failure[];
};

type Range = { from: number; count: number; every: number };
type Report = Omit<RunResult, 'events'>;

/** Failures that are kept; of the others, the violations are counted. */
const maxFailures = 50;

/** `onProgress` is told how many are done. A seed that fails to run at all rejects. */
export const runSeeds = async (
  { from, count }: { from: number; count: number },
  { threads = availableParallelism(), onProgress = () => undefined }: RunSeedsOptions = {},
): Promise<Totals> => {
  const totals = newTotals();
  const add = (result: Report) => {
    addTo(totals, result);
    onProgress(totals.seeds);
  };
  const used = Math.min(threads, count);
  await Promise.all(
    Array.from({ length: used }, (_, index) =>
      onThread({ from: from + index, count: Math.ceil((count - index) / used), every: used }, add),
    ),
  );
  totals.failures.sort((a, b) => a.seed - b.seed);
  return totals;
};

type RunSeedsOptions = { threads?: number; onProgress?: (done: number) => void };

const newTotals = (): Totals => ({
  seeds: 0,
  orders: 0,
  endings: {},
  counts: newCounts(),
  violations: 0,
  failures: [],
});

const addTo = (totals: Totals, { seed, orders, endings, counts, violations }: Report): void => {
  totals.seeds += 1;
  totals.orders += orders;
  for (const ending of endings) totals.endings[ending] = (totals.endings[ending] ?? 0) + 1;
  for (const name of Object.keys(counts) as (keyof typeof counts)[]) totals.counts[name] += counts[name];
  totals.violations += violations.length;
  const isKept = violations.length > 0 && totals.failures.length < maxFailures;
  if (isKept) totals.failures.push({ seed, violations });
};

const onThread = (range: Range, add: (result: Report) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: range });
    worker.on('message', (results: Report[]) => {
      for (const result of results) add(result);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`A thread of the simulation ended with ${code}`));
    });
  });

/** Results travel in bundles: a message for each would cost more than many a run. */
const bundle = 50;

const runRange = async ({ from, count, every }: Range): Promise<void> => {
  // Nobody reads the stacks of the errors that a run is full of, and taking them costs a fifth of it.
  Error.stackTraceLimit = 0;
  let results: Report[] = [];
  for (let index = 0; index < count; index += 1) {
    results.push(await runSeed({ seed: from + index * every }));
    if (results.length < bundle && index < count - 1) continue;
    parentPort?.postMessage(results);
    results = [];
  }
};

if (!isMainThread && parentPort && isRange(workerData)) await runRange(workerData);

function isRange(data: unknown): data is Range {
  return typeof data === 'object' && data !== null && 'every' in data;
}
