// Demand as shops see it: the product of rank n is wanted 1/n^s as often as the first. Pure.

/** Takes a number in [0, 1) to a rank, counted from 0. */
export const createZipf = (ranks: number, s: number): ((uniform: number) => number) => {
  const upTo: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= ranks; rank += 1) {
    sum += 1 / rank ** s;
    upTo.push(sum);
  }
  return (uniform) => firstAbove(upTo, uniform * sum);
};

/** The index of the first that is larger; `sorted` ascends. */
const firstAbove = (sorted: readonly number[], value: number): number => {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
};
