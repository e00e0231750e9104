// May the load balancer send requests here? Only while AWS answers, and the process is not stopping.
import type { Logger } from '#platform/logger.ts';

export type Readiness = () => Promise<{ ready: true } | { ready: false; reason: string }>;

type ReadinessDeps = {
  ping: (signal: AbortSignal) => Promise<unknown>;
  draining: AbortSignal;
  now: () => number;
  log: Pick<Logger, 'info' | 'warn'>;
};

/** One answer serves every check of this many milliseconds, so that checks cost the same however many ask. */
const cacheMs = 2_000;
const deadlineMs = 1_000;

/** Whoever asks learns that something is wrong; what it is stands in the log, once for each time that it begins. */
export const createReadiness = ({ ping, draining, now, log }: ReadinessDeps): Readiness => {
  let latest: { isUp: Promise<boolean>; at: number } | undefined;
  let wasUp = true;

  const check = async (): Promise<boolean> => {
    try {
      await answerInTime(ping);
      if (!wasUp) log.info('AWS can be used again: ready');
      wasUp = true;
    } catch (err) {
      if (wasUp) log.warn({ err }, 'AWS cannot be used: not ready');
      wasUp = false;
    }
    return wasUp;
  };

  return async () => {
    if (draining.aborted) return { ready: false, reason: 'This process is stopping' };
    if (!latest || now() - latest.at >= cacheMs) latest = { isUp: check(), at: now() };
    if (await latest.isUp) return { ready: true };
    return { ready: false, reason: 'AWS cannot be used; see the log' };
  };
};

/** Never takes longer than the deadline, whatever `ping` makes of its signal. @throws what `ping` does; Error when late */
const answerInTime = async (ping: ReadinessDeps['ping']): Promise<void> => {
  const deadline = new AbortController();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new Error(`No answer within ${deadlineMs} ms`));
    deadline.abort();
  }, deadlineMs);
  await Promise.race([ping(deadline.signal), late]).finally(() => clearTimeout(timer));
};
