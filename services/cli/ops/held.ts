// What a command could not see, because somebody else holds it: noted queue by queue while reading, told at the end.
import type { OnHeldElsewhere } from '#operations/held-elsewhere.ts';

export type Held = {
  /** The latest count of a queue stands. */
  note: OnHeldElsewhere;
  /** A line for each queue that has any; '' where none has. */
  describe: () => string;
};

export const createHeld = (): Held => {
  const counts = new Map<string, number>();
  return {
    note: (queue, count) => void counts.set(queue, count),
    describe: () =>
      [...counts]
        .filter(([, count]) => count > 0)
        .map(([queue, count]) => `${queue}: ${count} ${count === 1 ? 'is' : 'are'} ${byOthers}\n`)
        .join(''),
  };
};

const byOthers = 'held by somebody else, for up to a minute.';
