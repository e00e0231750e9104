// How long a message that failed stays invisible before it is delivered again.
import { fullJitter } from '#platform/full-jitter.ts';

/** Five deliveries must outlast a short outage of what a handler needs: spans of 2, 8, 32 and 128 s. */
const visibility = { baseSeconds: 0.5, growth: 4, capSeconds: 300 };

/** Whole seconds for which a message that failed its `receiveCount`-th delivery stays invisible. */
export const retryDelaySeconds = (receiveCount: number, random: () => number): number => {
  const { baseSeconds, capSeconds, growth } = visibility;
  return Math.floor(fullJitter(receiveCount, baseSeconds, capSeconds, random, growth));
};
