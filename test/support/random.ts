// Randomness that a seed decides: the same seed gives the same numbers, in the same order.

export type Random = {
  /** Uniform in [0, 1). */
  next: () => number;
  /** Whole, from `low` to `high`, both included. */
  between: (low: number, high: number) => number;
  chance: (probability: number) => boolean;
  /** @throws Error when there is nothing to pick from */
  pick: <Item>(items: readonly Item[]) => Item;
};

/** Mulberry32. `stream` keeps apart what must not disturb each other: a fault less must not change what customers order. */
export const createRandom = (seed: number, stream: string): Random => {
  let state = mixed(seed, stream);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => {
      if (items.length === 0) throw new Error('Nothing to pick from');
      return items[Math.floor(next() * items.length)] as (typeof items)[number];
    },
  };
};

/** FNV-1a over both, so that neighbouring seeds have nothing in common. */
const mixed = (seed: number, stream: string): number => {
  let hash = 0x811c9dc5;
  for (const character of `${seed}/${stream}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return hash;
};
