// How fast dead letters are moved: so many a second, in batches of ten where the rate allows. Pure but for `pauseFor`.
import type { Timers } from '#platform/timers.ts';

/** Messages a second. */
export const rates = { default: 10, maximum: 100 };

/** Entries of one SQS batch call. */
const maxBatch = 10;

export const batchesOf = <Item>(items: readonly Item[], rate: number): Item[][] => {
  const size = Math.min(maxBatch, rate);
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
};

/** Milliseconds to wait after `moved` messages, `elapsedMs` after the first of them. */
export const waitAfter = (moved: number, rate: number, elapsedMs: number): number =>
  Math.max(0, (moved / rate) * 1_000 - elapsedMs);

/** Seconds that moving `count` messages takes at least. */
export const secondsFor = (count: number, rate: number): number => Math.ceil(count / rate);

/** Ends early, without an error, when the signal aborts. */
export const pauseFor = async (timers: Timers, ms: number, signal: AbortSignal): Promise<void> => {
  if (ms <= 0 || signal.aborted) return;
  await timers.delay(ms, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
};
