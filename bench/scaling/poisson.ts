// How many orders come in a second when so many come on average, independently of each other.

/** From here on the normal distribution is as good, and quicker. */
const largeMean = 30;

/** `next` gives uniform numbers in [0, 1). */
export const poisson = (mean: number, next: () => number): number => {
  if (mean <= 0) return 0;
  if (mean > largeMean) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(next)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = next(); product > limit; product *= next()) count += 1;
  return count;
};

/** Box and Muller. */
const normal = (next: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
