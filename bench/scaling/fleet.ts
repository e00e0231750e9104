// The Fargate tasks of one service: they start some time after they are asked for, and are stopped when they are too many. What they
// cost is counted in task-seconds; those above the minimum apart, for they run on Spot.
import type { Random } from '#test/random.ts';

type Fleet = {
  /** Moves on to the second `now`, with so many wanted. */
  tick: (now: number, desired: number) => void;
  running: () => number;
  /** Loses this share of the tasks on Spot at once. */
  reclaim: (share: number) => void;
  taskSeconds: () => { base: number; spot: number };
};

/**
 * Seconds from a decision until a task takes messages: AWS measured 23 from the trigger to new tasks (aws/containers-roadmap 2113);
 * pulling the image, starting Node on a quarter of a core and the first poll come to it.
 */
const startSeconds = { least: 40, most: 60 };

/** A task that is told to stop drains first, and is paid for meanwhile. */
const drainSeconds = 20;

/** `minimum` tasks run from the first second on. */
export const createFleet = (minimum: number, random: Random): Fleet => {
  let running = minimum;
  let starting: number[] = [];
  const seconds = { base: 0, spot: 0 };

  const start = (count: number, now: number) => {
    for (let task = 0; task < count; task += 1)
      starting.push(now + random.between(startSeconds.least, startSeconds.most));
  };

  const stop = (surplus: number) => {
    const unstarted = Math.min(surplus, starting.length);
    starting = starting.slice(0, starting.length - unstarted);
    running -= surplus - unstarted;
    seconds.spot += (surplus - unstarted) * drainSeconds;
  };

  return {
    tick: (now, desired) => {
      const missing = desired - running - starting.length;
      if (missing > 0) start(missing, now);
      else stop(-missing);
      running += starting.filter((at) => at <= now).length;
      starting = starting.filter((at) => at > now);
      // Fargate bills from the pull of the image on.
      const paid = running + starting.length;
      seconds.base += Math.min(paid, minimum);
      seconds.spot += Math.max(0, paid - minimum);
    },
    running: () => running,
    reclaim: (share) => {
      running -= Math.floor(share * Math.max(0, running - minimum));
    },
    taskSeconds: () => ({ ...seconds }),
  };
};
