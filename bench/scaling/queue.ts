// What waits for one worker: messages in groups that came in the same second, oldest first. Numbers may be broken: it is a flow.

export type Group = {
  count: number;
  /** Which stop of the journey. */
  stop: number;
  /** Seconds: when the order was accepted, and when this message came. */
  orderedAt: number;
  queuedAt: number;
};

export type Queue = {
  add: (group: Group) => void;
  /** Removes up to so many messages, the oldest first. */
  take: (count: number) => Group[];
  size: () => number;
  /** When the oldest came; undefined of an empty queue. */
  oldestAt: () => number | undefined;
};

/** Below this, what is left is the error of sums of fractions. */
const nothing = 1e-9;

export const createQueue = (): Queue => {
  let groups: Group[] = [];
  let first = 0;
  let size = 0;

  const removeFirst = () => {
    first += 1;
    if (first < 1_024) return;
    groups = groups.slice(first);
    first = 0;
  };

  return {
    add: (group) => {
      if (group.count <= nothing) return;
      groups.push(group);
      size += group.count;
    },
    take: (count) => {
      const taken: Group[] = [];
      let left = count;
      for (let head = groups[first]; head && left > nothing; head = groups[first]) {
        const part = Math.min(head.count, left);
        taken.push({ ...head, count: part });
        left -= part;
        size -= part;
        head.count -= part;
        if (head.count <= nothing) removeFirst();
      }
      if (first >= groups.length) size = 0;
      return taken;
    },
    size: () => size,
    oldestAt: () => groups[first]?.queuedAt,
  };
};
