// Every single fault at every single call of every scenario: what happens before and after each await that leaves a
// process. And a sample of pairs, since what is mended after one fault may break in the mending.
import { createRandom } from '#test/random.ts';
import { type FaultKind, faultKinds, theseFaults } from './faults.ts';
import { canHitReceive } from './receive.ts';
import { type RunResult, runSeed } from './run.ts';
import { scenarios } from './scenarios.ts';
import { eventually } from './trace.ts';
import type { Workload } from './workload.ts';

/** One point: a call of a scenario, and the fault that hits it. */
type Point = { scenario: string; call: number; label: string; kind: FaultKind };
export type Failure = { faults: Point[]; violations: RunResult['violations'] };
export type MatrixResult = { points: Point[]; failures: Failure[] };

const kinds = Object.keys(faultKinds) as FaultKind[];
/** It decides latencies only: there is nothing else to draw. */
const seed = 1;
const calmAfterMs = 60_000;

const run = (workload: Workload, faults: readonly Point[]): Promise<RunResult> =>
  runSeed({ seed, workload, calmAfterMs, plan: theseFaults(faults), again: false });

/** The calls of a scenario in which nothing goes wrong, in words. */
const callsOf = async (workload: Workload): Promise<string[]> => {
  const labels: string[] = [];
  await runSeed({ seed, workload, calmAfterMs, plan: theseFaults([]), again: false, labels });
  return labels;
};

/** As network.ts and receive.ts have it: what cannot hit a call would be a run without any fault. */
const isPossible = ({ kind, label }: Point): boolean => {
  if (label.includes('ReceiveMessage')) return canHitReceive(kind);
  if (kind === 'contended') return label.includes('TransactWrite');
  if (kind === 'stale') return label.includes(eventually);
  return kind !== 'repeated' || !label.includes('SendEmail');
};

const pointsOf = async (scenario: string, workload: Workload): Promise<Point[]> => {
  const labels = await callsOf(workload);
  return labels
    .flatMap((label, call) => kinds.map((kind) => ({ scenario, call, label, kind })))
    .filter(isPossible);
};

/** `onPoint` is told of each that is done. */
export const trySingleFaults = async (onPoint: () => void = () => undefined): Promise<MatrixResult> => {
  const points: Point[] = [];
  const failures: Failure[] = [];
  for (const [scenario, workload] of Object.entries(scenarios))
    for (const point of await pointsOf(scenario, workload)) {
      const { violations } = await run(workload, [point]);
      points.push(point);
      if (violations.length > 0) failures.push({ faults: [point], violations });
      onPoint();
    }
  return { points, failures };
};

/** `count` pairs of faults, drawn from all that are possible. The second is at the call of that number, whatever it is by then. */
export const tryPairs = async (count: number): Promise<{ failures: Failure[] }> => {
  const failures: Failure[] = [];
  for await (const failure of failingPairs(count, () => true)) failures.push(failure);
  return { failures };
};

/** The first of so many pairs of faults at the calls of one service that breaks a promise. */
export const findFailingPair = async (count: number, service: string): Promise<Failure | undefined> => {
  const { value } = await failingPairs(count, ({ label }) => label.startsWith(`${service}:`)).next();
  return value ?? undefined;
};

async function* failingPairs(
  count: number,
  isWanted: (point: Point) => boolean,
): AsyncGenerator<Failure, undefined> {
  const random = createRandom(seed, 'pairs');
  const all = new Map<string, Point[]>();
  for (const [scenario, workload] of Object.entries(scenarios)) {
    const points = (await pointsOf(scenario, workload)).filter(isWanted);
    if (points.length > 0) all.set(scenario, points);
  }
  for (let pair = 0; pair < count; pair += 1) {
    const scenario = random.pick([...all.keys()]);
    const points = all.get(scenario) ?? [];
    const faults = [random.pick(points), random.pick(points)];
    const { violations } = await run(scenarios[scenario] as Workload, faults);
    if (violations.length > 0) yield { faults, violations };
  }
}
