// Waits for what a service needs to exist: an AWS that is still starting, or being built, has it in a moment.
import { fullJitter } from '#platform/full-jitter.ts';
import type { Runtime } from '#platform/runtime.ts';

const attempts = 60;
const wait = { baseMs: 100, capMs: 10_000 };

type Sought = {
  what: 'queue' | 'bus';
  name: string;
  /** Name of the error by which AWS says that there is no such thing. */
  missing: string;
  look: () => Promise<string | undefined>;
};

/** @throws Error naming it and the way out: at once when AWS refuses, after some five minutes without it */
export const untilThere = async (
  { log, random, timers }: Pick<Runtime, 'log' | 'random' | 'timers'>,
  { what, name, missing, look }: Sought,
): Promise<string> => {
  let cause: unknown;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    try {
      const found = await look();
      if (found) return found;
    } catch (error) {
      if (isRefusal(error, missing))
        throw new Error(`AWS refuses access to ${what} ${name}; check credentials and role`, {
          cause: error,
        });
      cause = error;
      log.warn({ [what]: name, err: error }, `${what} cannot be reached yet`);
    }
    await timers.delay(fullJitter(attempt, wait.baseMs, wait.capMs, random));
  }
  throw new Error(`The ${what} ${name} cannot be reached; is AWS up, and provisioned?`, { cause });
};

/** An answer that will not change by waiting: neither that it is missing, nor a fault of the server's, nor that many ask at once. */
const isRefusal = (error: unknown, missing: string): boolean =>
  error instanceof Error &&
  '$fault' in error &&
  error.$fault === 'client' &&
  error.name !== missing &&
  !/Throttl|TooManyRequests/.test(error.name);
