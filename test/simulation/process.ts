// A process of the simulated system: a service's real code on clients, a clock and randomness of the simulation's. It can
// be killed between any two of its steps, and told to stop.
import type { Env } from '#platform/env.ts';
import type { RunningService, Runtime } from '#platform/runtime.ts';
import { createTables } from '#platform/tables.ts';
import type { Timers } from '#platform/timers.ts';
import { connectAws } from './aws/fake-aws.ts';
import { silentLogger } from './silent-logger.ts';
import type { Cancellable, VirtualTime } from './virtual-time.ts';

export type SimulatedProcess = {
  id: number;
  service: string;
  isAlive: () => boolean;
  isDraining: () => boolean;
  /** How many faults have hit its calls. */
  faults: number;
  /** At once: nothing of it happens any more. */
  kill: () => void;
  /** What it runs, once that has started. */
  running: () => RunningService | undefined;
  /** As SIGTERM does. Resolves when its service has stopped; never, when it is killed before. */
  drain: () => Promise<void>;
};

/** Processes of people at the command line, not of a service. */
export const operatorName = 'operator';

type Start = (runtime: Runtime) => Promise<RunningService>;

type Deps = {
  id: number;
  service: string;
  env: Env;
  time: VirtualTime;
  random: () => number;
  /** Milliseconds by which its clock is wrong. */
  skewMs: number;
  call: (process: SimulatedProcess, command: { input: unknown }, signal?: AbortSignal) => Promise<unknown>;
  start: Start;
  /** Its service could not start. */
  onFailure: () => void;
};

export const startProcess = (deps: Deps): SimulatedProcess => {
  const { id, service, env, time, random, skewMs, call, start, onFailure } = deps;
  let alive = true;
  let draining = false;
  let running: RunningService | undefined;
  const process: SimulatedProcess = {
    id,
    service,
    faults: 0,
    isAlive: () => alive,
    isDraining: () => draining,
    running: () => running,
    kill: () => {
      alive = false;
    },
    drain: async () => {
      draining = true;
      await starting;
      await running?.stop();
      alive = false;
    },
  };
  const aws = connectAws((command, options) => call(process, command, options?.abortSignal));
  const timers = timersOf(time, process.isAlive);
  const runtime: Runtime = {
    env,
    aws,
    tables: createTables({ env, aws, random, timers }),
    log: silentLogger,
    now: () => Math.floor(time.now() + skewMs),
    random,
    timers,
  };
  const starting = start(runtime).then((service) => {
    running = service;
  }, onFailure);
  return process;
};

/** What a dead process waits for never comes. */
const timersOf = (time: VirtualTime, isAlive: () => boolean): Timers => {
  const after = (ms: number, call: () => void, options?: { idle?: boolean }): Cancellable =>
    time.after(
      ms,
      () => {
        if (isAlive()) call();
      },
      options,
    );
  return {
    after,
    delay: (ms, signal) =>
      new Promise((resolve, reject) => {
        const timer = after(ms, resolve);
        const abort = () => {
          timer.cancel();
          reject(abortError());
        };
        if (signal?.aborted) abort();
        else signal?.addEventListener('abort', abort, { once: true });
      }),
    every: (ms, call) => {
      let timer: Cancellable | undefined;
      const beat = () => {
        timer = after(ms, beat, { idle: true });
        call();
      };
      timer = after(ms, beat, { idle: true });
      return { cancel: () => timer?.cancel() };
    },
    deadline: (ms) => {
      const controller = new AbortController();
      after(ms, () => controller.abort(deadlinePassed), { idle: true });
      return controller.signal;
    },
  };
};

/** As AbortSignal.timeout gives. One for all: most deadlines pass when nobody waits for them any more. */
const deadlinePassed = new DOMException('The deadline has passed', 'TimeoutError');

export const abortError = (): Error => Object.assign(new Error('Request aborted'), { name: 'AbortError' });
