// Does something again and again while there is need of it: a pause between rounds, longer and longer ones while it fails.

type PollLoop = {
  /** Starts a round at once, unless one is running or due. */
  wake: () => void;
  close: () => void;
};

type PollLoopDeps = {
  round: () => Promise<void>;
  isNeeded: () => boolean;
  onFailure: (error: unknown, failures: number) => void;
};
type PollLoopOptions = { intervalMs: number };

const maxPauseMs = 5_000;

export const createPollLoop = (
  { round, isNeeded, onFailure }: PollLoopDeps,
  { intervalMs }: PollLoopOptions,
): PollLoop => {
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  let isClosed = false;
  let failures = 0;

  const schedule = (ms: number) => {
    if (!isClosed && !isRunning && isNeeded()) timer ??= setTimeout(run, ms);
  };

  const run = async () => {
    timer = undefined;
    isRunning = true;
    try {
      await round();
      failures = 0;
    } catch (error) {
      failures += 1;
      onFailure(error, failures);
    }
    isRunning = false;
    schedule(Math.min(intervalMs * 2 ** failures, maxPauseMs));
  };

  return {
    wake: () => schedule(0),
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
};
