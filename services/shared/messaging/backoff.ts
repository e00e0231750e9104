// How long to wait before the next attempt: exponential with full jitter, so that failures together do not return together.
// https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/

/** Uniform in [0, min(cap, base·growth^attempt)), in the unit of `base` and `cap`; `random` is uniform in [0, 1). */
export const fullJitter = (
  attempt: number,
  base: number,
  cap: number,
  random: () => number,
  growth = 2,
): number => random() * Math.min(cap, base * growth ** attempt);

/** Five deliveries must outlast a short outage of what a handler needs: spans of 2, 8, 32 and 128 s. */
const visibility = { baseSeconds: 0.5, growth: 4, capSeconds: 300 };

/** Whole seconds for which a message that failed its `receiveCount`-th delivery stays invisible. */
export const retryDelaySeconds = (receiveCount: number, random: () => number): number => {
  const { baseSeconds, capSeconds, growth } = visibility;
  return Math.floor(fullJitter(receiveCount, baseSeconds, capSeconds, random, growth));
};
