// One worker in the simulation: its queue, its tasks, its metrics and its scaling, second by second.
import { createRandom } from '#test/random.ts';
import {
  capacityOf,
  changed,
  type Decision,
  decideCapacity,
} from '../../localstack/scaling/decide-capacity.ts';
import type { WorkerName } from '../../localstack/scaling/policies-of.ts';
import type { Design } from './designs.ts';
import { createFleet } from './fleet.ts';
import type { Load } from './loads.ts';
import { createMetrics } from './metrics.ts';
import { createQueue, type Group, type Queue } from './queue.ts';

/** At the end of a minute. */
type Sample = { second: number; backlog: number; running: number; oldestSeconds: number };

export type WorkerRun = {
  samples: Sample[];
  changes: (Decision & { at: number; from: number })[];
  taskSeconds: { base: number; spot: number };
  /** Messages that wait when the run ends. */
  left: number;
};

/** Messages that one task has in flight at most: four consumers, ten each. */
const heldPerTask = 40;
const sampleSeconds = 60;

export const createSite = (name: WorkerName, design: Design, seed: number) => {
  const scaling = design.scalingOf(name);
  const queue = createQueue();
  const fleet = createFleet(scaling.min, createRandom(seed, `tasks of ${name}`));
  const metrics = createMetrics(design.metrics);
  const run: Omit<WorkerRun, 'taskSeconds' | 'left'> = { samples: [], changes: [] };
  let capacity = capacityOf(scaling.min);

  const scale = (now: number) => {
    const decision = decideCapacity(scaling, metrics.history(now), capacity, now);
    if (!decision) return;
    run.changes.push({ ...decision, at: now, from: capacity.desired });
    capacity = changed(capacity, decision, now);
  };

  const look = (now: number, incoming: number) => {
    const [running, backlog, oldestSeconds] = [fleet.running(), queue.size(), ageOf(queue, now)];
    if (now % sampleSeconds === 0) run.samples.push({ second: now, backlog, running, oldestSeconds });
    if (!metrics.isDue(now)) return;
    const inFlight = Math.min(backlog, running * heldPerTask);
    metrics.publish(now, { visible: backlog - inFlight, inFlight, running, oldestSeconds, incoming });
    scale(now);
  };

  return {
    add: queue.add,
    backlogPerTask: () => queue.size() / Math.max(1, fleet.running()),
    /** What was done in this second. `incoming` is the backlog per task of the worker that orders reach first. */
    tick: (second: number, load: Load, incoming: number): Group[] => {
      fleet.reclaim(load.spotLost?.(second) ?? 0);
      fleet.tick(second, capacity.desired);
      const seconds = design.secondsPerMessage(name);
      const done = queue.take(load.isDown?.(name, second) ? 0 : fleet.running() / seconds);
      const count = done.reduce((sum, group) => sum + group.count, 0);
      metrics.work(count * seconds, fleet.running());
      look(second + 1, incoming);
      return done;
    },
    result: (): WorkerRun => ({ ...run, taskSeconds: fleet.taskSeconds(), left: queue.size() }),
  };
};

const ageOf = (queue: Queue, now: number): number => now - (queue.oldestAt() ?? now);
