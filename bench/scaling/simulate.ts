// Replays a load against the workers and their scaling, second by second: orders come in, messages flow from worker to worker, tasks
// start and stop, metrics come late. The same seed gives the same run.
import { createRandom } from '#test/random.ts';
import { type WorkerName, workerNames } from '../../localstack/scaling/policies-of.ts';
import type { Design } from './designs.ts';
import { journey } from './journey.ts';
import type { Load } from './loads.ts';
import { poisson } from './poisson.ts';
import { createSite, type WorkerRun } from './site.ts';

export type Run = {
  byWorker: Record<WorkerName, WorkerRun>;
  /** Orders that were mailed about, in groups: seconds since they were accepted. */
  mailed: { seconds: number; count: number; orderedAt: number }[];
  accepted: number;
};

const byWorker = <Value>(make: (name: WorkerName) => Value): Record<WorkerName, Value> =>
  Object.fromEntries(workerNames.map((name) => [name, make(name)])) as Record<WorkerName, Value>;

export const simulate = (load: Load, design: Design, seed: number): Run => {
  const arrivals = createRandom(seed, 'arrivals');
  const sites = byWorker((name) => createSite(name, design, seed));
  const first = sites[journey[0].worker];
  const mailed: Run['mailed'] = [];
  let accepted = 0;
  for (let second = 0; second < load.seconds; second += 1) {
    const count = poisson(load.ordersPerSecond(second), arrivals.next);
    accepted += count;
    first.add({ count, stop: 0, orderedAt: second, queuedAt: second });
    const incoming = first.backlogPerTask();
    for (const name of workerNames)
      for (const group of sites[name].tick(second, load, incoming)) {
        const next = journey[group.stop + 1];
        if (next) sites[next.worker].add({ ...group, stop: group.stop + 1, queuedAt: second });
        else mailed.push({ seconds: second - group.orderedAt, ...group });
      }
  }
  return { byWorker: byWorker((name) => sites[name].result()), mailed, accepted };
};
