// Keeps messages invisible while their handlers work. Stopping waits for a call that is on its way, so that a late
// extension can never overwrite the visibility that acknowledging or backing off sets next.
import type { Timers } from '#platform/timers.ts';

export type Heartbeat = { stop: () => Promise<void> };

/**
 * Calls `extend` every `intervalMs` until stopped, one call at a time.
 * `extend` must handle its own errors: a missed beat is not fatal, the message is merely delivered again.
 */
export const startHeartbeat = (
  timers: Timers,
  intervalMs: number,
  extend: () => Promise<void>,
): Heartbeat => {
  let running: Promise<void> | undefined;
  const timer = timers.every(intervalMs, () => {
    running ??= extend().finally(() => {
      running = undefined;
    });
  });
  return {
    stop: async () => {
      timer.cancel();
      await running;
    },
  };
};
