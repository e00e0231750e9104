// `npm start -- --autoscale`: what ECS and Application Auto Scaling are on AWS. Looks at the queues each period, asks the policy, and starts
// or drains processes.
import { setTimeout as delay } from 'node:timers/promises';
import type { RunningService, Runtime } from '#platform/runtime.ts';
import { stopAll } from '#platform/shutdown.ts';
import { topology } from '#platform/topology.ts';
import { type Capacity, capacityOf, changed, decideCapacity } from './decide-capacity.ts';
import { describeChange } from './describe-change.ts';
import { localScalingOf, type Pace } from './local-rules.ts';
import type { Datapoint } from './policies.ts';
import { type WorkerName, watchedBySurge } from './policies-of.ts';
import { createQueueDepths } from './queue-depths.ts';
import { createWorkerProcesses } from './worker-processes.ts';

type Options = {
  pace: Pace;
  /** What the processes are started with. */
  variables: Record<string, string | undefined>;
  /** Told of each change, in a line. */
  tell: (line: string) => void;
};

/** Datapoints that are kept: more than the longest alarm looks back. */
const kept = 32;

/** Starts each worker with its fewest processes. `stop` drains them all, and resolves when none is left. */
export const startAutoscaler = (
  names: readonly WorkerName[],
  { aws, log, env }: Runtime,
  { pace, variables, tell }: Options,
): RunningService => {
  const options = { variables, log, drainSeconds: env.DRAIN_SECONDS, priority: pace.priority };
  const scaled = names.map((name) => createScaled(name, pace, createWorkerProcesses(name, options)));
  const readDepth = createQueueDepths(aws);
  const surging = watchedBySurge(topology.scaling);

  /** The backlog per process of the worker that orders reach first; one that is not scaled here counts as one process. */
  const readIncoming = async (): Promise<number> => {
    if (!surging) return 0;
    const { visible, inFlight } = await readDepth(surging);
    const running = scaled.find(({ name }) => name === surging)?.running() ?? 1;
    return (visible + inFlight) / Math.max(1, running);
  };

  const look = async () => {
    const [incoming, ...depths] = await Promise.all([readIncoming(), ...names.map(readDepth)]);
    for (const [index, one] of scaled.entries()) {
      const depth = depths[index];
      const line = one.look(depth && { ...depth, running: one.running(), incoming });
      if (line) tell(line);
    }
  };

  const stopping = new AbortController();
  const looking = everyPeriod(pace.periodSeconds, stopping.signal, async () => {
    await look().catch((err: unknown) => {
      log.warn({ err }, 'queues cannot be read: nothing is scaled');
      for (const one of scaled) one.look(undefined);
    });
  });
  return {
    stop: async () => {
      stopping.abort();
      await looking;
      await stopAll(scaled);
    },
  };
};

const createScaled = (name: WorkerName, pace: Pace, processes: ReturnType<typeof createWorkerProcesses>) => {
  const scaling = localScalingOf(name, pace);
  let capacity: Capacity = capacityOf(scaling.min);
  let history: (Datapoint | undefined)[] = [];
  processes.scaleTo(capacity.desired);
  return {
    name,
    running: processes.running,
    stop: processes.stop,
    /** A period's datapoint; undefined where there is none. Answers what was changed. */
    look: (point: Datapoint | undefined): string | undefined => {
      history = [...history, point].slice(-kept);
      const now = performance.now() / 1_000;
      const decision = decideCapacity(scaling, history, capacity, now);
      const from = capacity.desired;
      if (decision) capacity = changed(capacity, decision, now);
      processes.scaleTo(capacity.desired);
      return decision && describeChange(name, from, decision, point);
    },
  };
};

/** Until the signal; resolves when the last one is over. Work that takes longer than a period delays the next. */
const everyPeriod = async (
  seconds: number,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> => {
  while (!signal.aborted) {
    await delay(seconds * 1_000, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) await work();
  }
};
