// What a service is given when it starts, and what it gives back: everything from outside comes in here.
import { type Aws, createAws } from './aws.ts';
import type { Env } from './env.ts';
import { createLogger, type Logger } from './logger.ts';
import { createTables, type Tables } from './tables.ts';
import { systemTimers, type Timers } from './timers.ts';
import type { ServiceName } from './topology.ts';
import { createTracer, type Tracer } from './tracer.ts';

export type Runtime = {
  env: Env;
  aws: Aws;
  tables: Tables;
  log: Logger;
  /** Where spans go to a collector. */
  tracer?: Tracer | undefined;
  /** Milliseconds since the epoch. */
  now: () => number;
  timers: Timers;
  /** Uniform in [0, 1). */
  random: () => number;
};

/** A running service; `stop` resolves when nothing of it is in flight any more. */
export type RunningService = { stop: () => Promise<void>; url?: string };

export type Service = { name: ServiceName; start: (runtime: Runtime) => Promise<RunningService> };

export const createRuntime = (env: Env, log: Logger = createLogger(env.LOG_LEVEL)): Runtime => {
  const aws = createAws(env, log);
  const [timers, random] = [systemTimers, Math.random];
  const tables = createTables({ env, aws, random, timers });
  return { env, aws, tables, log, now: Date.now, timers, random };
};

/** As `createRuntime`, with a tracer where there is a collector: whoever stops the process closes it, last. */
export const createTracedRuntime = async (
  env: Env,
  log: Logger = createLogger(env.LOG_LEVEL),
): Promise<Runtime> => ({ ...createRuntime(env, log), tracer: await createTracer(env, log) });
