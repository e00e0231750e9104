// Does something again and again, at fixed times: what takes long does not push the next time back, what fails is tried
// again at the next time, and a stop ends the wait as well as the work.
import type { Timers } from '#platform/timers.ts';

type Scheduled = {
  intervalMs: number;
  /** Gives up as soon as its signal aborts. */
  work: (signal: AbortSignal) => Promise<void>;
  /** Must not throw. */
  onFailure: (error: unknown) => void;
};

type ScheduleDeps = { now: () => number; timers: Timers };

/** Starts at once. `stop` resolves when nothing is under way any more. */
export const startSchedule = (deps: ScheduleDeps, scheduled: Scheduled): { stop: () => Promise<void> } => {
  const stopping = new AbortController();
  const running = run(deps, scheduled, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};

const run = async (
  { now, timers }: ScheduleDeps,
  { intervalMs, work, onFailure }: Scheduled,
  signal: AbortSignal,
): Promise<void> => {
  const unlessStopping = (error: unknown) => {
    if (!signal.aborted) onFailure(error);
  };
  let due = now();
  while (!signal.aborted) {
    await work(signal).catch(unlessStopping);
    due = nextDue(due, now(), intervalMs);
    // No longer than an interval: the clock may have been set back.
    await timers.delay(Math.min(due - now(), intervalMs), signal).catch(unlessStopping);
  }
};

/** Whole intervals after `due`, and after `now`: the times that the work took up are skipped. All in milliseconds. */
export const nextDue = (due: number, now: number, intervalMs: number): number =>
  due + intervalMs * Math.max(1, Math.ceil((now - due) / intervalMs));
