// The processes of one worker: as many as are wanted, drained by SIGTERM when they are too many, replaced when they die.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '#platform/logger.ts';
import { stopAll } from '#platform/shutdown.ts';
import type { ServiceName } from '#platform/topology.ts';

type WorkerProcesses = {
  /** Starts or drains so many that `count` remain; also replaces those that died. */
  scaleTo: (count: number) => void;
  /** Those that run and were not told to stop. */
  running: () => number;
  /** Drains them all. Resolves when none is left, those included that drained already. */
  stop: () => Promise<void>;
};

type Options = {
  variables: Record<string, string | undefined>;
  log: Logger;
  drainSeconds: number;
  /** As `nice` has it, from -20 to 19; by default that of this process. */
  priority?: number | undefined;
};

const program = join(import.meta.dirname, '../../services/main.ts');
const endsWithParent = new URL('ends-with-parent.ts', import.meta.url).href;

/** A worker that cannot live is not started for ever: so many deaths within so many milliseconds, then a pause. */
const deaths = { most: 5, withinMs: 60_000 };

/** Beyond its own limit, for a process that does not even end itself. */
const graceSeconds = 5;

export const createWorkerProcesses = (
  name: ServiceName,
  { variables, log, drainSeconds, priority }: Options,
): WorkerProcesses => {
  const running = new Set<ChildProcess>();
  const draining = new Map<ChildProcess, Promise<void>>();
  let died: number[] = [];

  const start = () => {
    const child = fork(program, [name], {
      env: variables,
      execArgv: ['--import', endsWithParent],
      // A Ctrl-C goes to the whole group, and would be the first of two signals: who is stopped when is decided here.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    running.add(child);
    if (child.pid !== undefined && priority !== undefined) setPriority(child.pid, priority);
    // A process that cannot be started at all has no exit.
    child.once('error', (err) => lost(child, { err }));
    child.once('exit', (exitCode, signal) => lost(child, { exitCode, signal }));
  };

  const lost = (child: ChildProcess, how: object) => {
    if (!running.delete(child)) return;
    died.push(performance.now());
    log.error({ service: name, ...how }, 'worker process has ended by itself');
  };

  const drain = (child: ChildProcess) => {
    running.delete(child);
    const drained = end(child, drainSeconds + graceSeconds).finally(() => draining.delete(child));
    draining.set(child, drained);
    // Also awaited by `stop`, if that comes in time.
    drained.catch((err: unknown) => log.error({ service: name, err }, 'worker process did not drain'));
  };

  const mayStart = () => {
    died = died.filter((at) => performance.now() - at < deaths.withinMs);
    return died.length < deaths.most;
  };

  return {
    scaleTo: (count) => {
      for (const child of [...running].slice(count)) drain(child);
      while (running.size < count && mayStart()) start();
    },
    running: () => running.size,
    stop: async () => {
      for (const child of running) drain(child);
      await stopAll([...draining.values()].map((drained) => ({ stop: () => drained })));
    },
  };
};

/** @throws Error when it had to be killed, or left unfinished what it did */
const end = async (child: ChildProcess, withinSeconds: number): Promise<void> => {
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), withinSeconds * 1_000);
  const [exitCode, signal] = await exited.finally(() => clearTimeout(timer));
  // A process that SIGTERM itself ended had not begun: a worker listens to the signal before it takes its first message.
  if (exitCode !== 0 && signal !== 'SIGTERM') throw new Error(`It ended with ${exitCode ?? signal}`);
};
