// How long to wait before the next attempt: exponential with full jitter, so that failures together do not return together.
// https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/

/** Uniform in [0, min(cap, base·2^attempt)), in the unit of `base` and `cap`; `random` is uniform in [0, 1). */
export const fullJitter = (attempt: number, base: number, cap: number, random: () => number): number =>
  random() * Math.min(cap, base * 2 ** attempt);

const visibility = { baseSeconds: 1, capSeconds: 300 };

/** Whole seconds for which a message that failed its `receiveCount`-th delivery stays invisible. */
export const retryDelaySeconds = (receiveCount: number, random: () => number): number =>
  Math.floor(fullJitter(receiveCount, visibility.baseSeconds, visibility.capSeconds, random));
