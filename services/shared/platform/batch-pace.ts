// When a batcher sends what waits: at once while it is idle, a little later while company may come.
import type { Timers } from './timers.ts';

type Pace = {
  /** Something waits. `isOnWire`: batches are under way. */
  schedule: (isOnWire: boolean) => void;
  /** What waits is being sent: forget what was scheduled. */
  clear: () => void;
  /** A batch of so many entries goes out. */
  sent: (entries: number) => void;
};

/** A batch of so many says that more will come, and that the next is worth so many milliseconds after it. */
const busy = { entries: 8, restMs: 10 };

export const createPace = (timers: Timers, windowMs: number, flush: () => void): Pace => {
  let timer: { cancel: () => void } | undefined;
  let resting: { cancel: () => void } | undefined;
  /** Nothing is on the wire: what waits goes out as soon as what comes at this very moment has joined it. */
  let isDue = false;
  let hasWaited = false;

  const clear = () => {
    timer?.cancel();
    timer = undefined;
    isDue = false;
    hasWaited = false;
  };

  const schedule = (isOnWire: boolean) => {
    if (isOnWire) {
      timer ??= timers.after(windowMs, flush);
    } else if (resting) {
      hasWaited = true;
    } else if (!isDue) {
      isDue = true;
      timer?.cancel();
      timer = timers.after(0, flush);
    }
  };

  const sent = (entries: number) => {
    if (entries < busy.entries) return;
    resting?.cancel();
    resting = timers.after(Math.min(busy.restMs, windowMs), () => {
      resting = undefined;
      if (hasWaited) schedule(false);
    });
  };

  return { schedule, clear, sent };
};
