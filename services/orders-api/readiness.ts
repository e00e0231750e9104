// May the load balancer send requests here? Only while AWS answers, and the process is not stopping.

export type Readiness = () => Promise<{ ready: true } | { ready: false; reason: string }>;

export type ReadinessOptions = {
  ping: (signal: AbortSignal) => Promise<unknown>;
  draining: AbortSignal;
  now: () => number;
};

/** One answer serves every check of this many milliseconds, so that checks cost the same however many ask. */
const cacheMs = 2_000;
const deadlineMs = 1_000;

export const createReadiness = ({ ping, draining, now }: ReadinessOptions): Readiness => {
  let latest: { reachable: Promise<boolean>; at: number } | undefined;
  const isReachable = (): Promise<boolean> => {
    if (!latest || now() - latest.at >= cacheMs)
      latest = {
        reachable: answers(ping),
        at: now(),
      };
    return latest.reachable;
  };
  return async () => {
    if (draining.aborted) return { ready: false, reason: 'This process is stopping' };
    if (await isReachable()) return { ready: true };
    return { ready: false, reason: `AWS did not answer within ${deadlineMs} ms` };
  };
};

/** Never throws, and never takes longer than the deadline, whatever `ping` makes of its signal. */
const answers = async (ping: ReadinessOptions['ping']): Promise<boolean> => {
  const deadline = new AbortController();
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => {
    deadline.abort();
    resolve(false);
  }, deadlineMs);
  const answered = ping(deadline.signal).then(
    () => true,
    () => false,
  );
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
};
