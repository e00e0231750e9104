// Keeps messages invisible while their handlers work. Stopping waits for a call that is on its way, so that a late
// extension can never overwrite the visibility that acknowledging or backing off sets next.

export type Heartbeat = { stop: () => Promise<void> };

/**
 * Calls `extend` every `intervalMs` until stopped, one call at a time.
 * `extend` must handle its own errors: a missed beat is not fatal, the message is merely delivered again.
 */
export const startHeartbeat = (intervalMs: number, extend: () => Promise<void>): Heartbeat => {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= extend().finally(() => {
      running = undefined;
    });
  }, intervalMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
};
