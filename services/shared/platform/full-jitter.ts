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
