// How a process ends: a signal drains it inside a limit, a second signal or an uncaught error ends it at once.
import type { Logger } from './logger.ts';

type Stoppable = { stop: () => Promise<unknown> };

/** Stops them all, also when one of them fails to stop. @throws AggregateError with every failure */
export const stopAll = async (running: readonly Stoppable[]): Promise<void> => {
  const results = await Promise.allSettled(running.map((one) => one.stop()));
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (errors.length > 0)
    throw new AggregateError(errors, `${errors.length} of ${running.length} did not stop`);
};

/** All or none: when one fails to start, those that did start are stopped. @throws the first failure */
export const startTogether = async <T extends Stoppable>(starting: readonly Promise<T>[]): Promise<T[]> => {
  const results = await Promise.allSettled(starting);
  const running = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failure = results.find((result) => result.status === 'rejected');
  if (!failure) return running;
  await stopAll(running).catch((error: unknown) => {
    throw new AggregateError([failure.reason, error], 'A start failed, and so did stopping the rest');
  });
  throw failure.reason;
};

/**
 * Starts, runs until SIGTERM, SIGINT or SIGHUP, stops, and ends the process: exit code 0, or 1 when the drain failed or
 * took longer than `drainSeconds`. A signal during the start waits for the start, inside the same limit.
 * @throws whatever `start` throws
 */
export const runUntilSignal = async (
  start: () => Promise<Stoppable>,
  { log, drainSeconds }: { log: Logger; drainSeconds: number },
): Promise<void> => {
  exitOnUncaught(log);
  const signal = firstSignal(log);
  const starting = start();
  await Promise.race([starting, signal]);
  log.info({ signal: await signal, drainSeconds }, 'draining');
  try {
    await within(
      drainSeconds,
      starting.then((running) => running.stop()),
    );
    log.info('drained');
  } catch (err) {
    log.error({ err }, 'leaving undrained: what was in flight will be redelivered');
    process.exit(1);
  }
  process.exit(0);
};

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** npm passes on a Ctrl-C that the terminal has already delivered: signals this close together are one. */
const sameSignalWithinMs = 500;

const firstSignal = (log: Logger): Promise<string> =>
  new Promise((resolve) => {
    let first: number | undefined;
    const receive = (signal: string) => {
      const now = performance.now();
      first ??= now;
      if (now - first > sameSignalWithinMs) {
        log.warn({ signal }, 'second signal: leaving at once');
        process.exit(1);
      }
      resolve(signal);
    };
    for (const signal of signals) process.on(signal, receive);
  });

const exitOnUncaught = (log: Logger): void => {
  process.once('uncaughtException', (err, origin) => {
    log.fatal({ err, origin }, 'uncaught exception');
    process.exit(1);
  });
};

/** @throws Error after `seconds` */
const within = async (seconds: number, work: Promise<unknown>): Promise<void> => {
  const { promise: limit, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`Not drained within ${seconds} s`)), seconds * 1_000);
  await Promise.race([work, limit]).finally(() => clearTimeout(timer));
};
