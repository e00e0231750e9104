// Time that passes only when the simulation says so: a list of what happens when, worked off one event after the other.
// Between two events, everything that promises can do is done, so that the order of events is all there is to decide.

export type Cancellable = { cancel: () => void };

export type VirtualTime = {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Calls in `ms` milliseconds. An `idle` event does not count as something that is still to happen. */
  after: (ms: number, happen: () => void, options?: { idle?: boolean }) => Cancellable;
  /** Works off events until nothing but idle ones is left, or `until` says so. @throws Error beyond `maxEvents` */
  run: (until?: () => boolean) => Promise<void>;
  /** Events that were worked off so far. */
  events: () => number;
};

type Event = { at: number; order: number; happen: (() => void) | undefined; idle: boolean };

/** A simulation that has not come to rest by then never will. */
const maxEvents = 400_000;

export const createVirtualTime = (start: number): VirtualTime => {
  const heap = createHeap();
  let now = start;
  let order = 0;
  let busy = 0;
  let events = 0;

  const after: VirtualTime['after'] = (ms, happen, { idle = false } = {}) => {
    order += 1;
    const event: Event = { at: now + Math.max(0, ms), order, happen, idle };
    heap.push(event);
    if (!idle) busy += 1;
    return { cancel: () => drop(event) };
  };

  /** A cancelled event stays in the heap, and does nothing when its time comes. */
  const drop = (event: Event) => {
    if (event.happen && !event.idle) busy -= 1;
    event.happen = undefined;
  };

  const run: VirtualTime['run'] = async (until = () => false) => {
    await turn();
    while (busy > 0 && !until()) {
      const event = heap.pop();
      if (!event?.happen) continue;
      const { happen } = event;
      now = Math.max(now, event.at);
      drop(event);
      events += 1;
      if (events > maxEvents) throw new Error(`No rest after ${maxEvents} events`);
      happen();
      await turn();
    }
  };

  return { now: () => now, after, run, events: () => events };
};

/** Ticks come when no promise has anything left to do; unlike setImmediate, without a look at the network first. */
const turn = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

const isBefore = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** A binary heap: the next event in constant time, any other in logarithmic time. */
const createHeap = () => {
  const items: Event[] = [];
  const at = (index: number) => items[index] as Event;
  const swap = (a: number, b: number) => {
    const item = at(a);
    items[a] = at(b);
    items[b] = item;
  };
  const rise = (from: number) => {
    for (let index = from; index > 0; ) {
      const parent = (index - 1) >> 1;
      if (!isBefore(at(index), at(parent))) return;
      swap(index, parent);
      index = parent;
    }
  };
  const sink = () => {
    for (let index = 0; ; ) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      let first = index;
      if (left < items.length && isBefore(at(left), at(first))) first = left;
      if (right < items.length && isBefore(at(right), at(first))) first = right;
      if (first === index) return;
      swap(index, first);
      index = first;
    }
  };
  return {
    push: (event: Event) => {
      items.push(event);
      rise(items.length - 1);
    },
    pop: (): Event | undefined => {
      const first = items[0];
      const last = items.pop();
      if (last && items.length > 0) {
        items[0] = last;
        sink();
      }
      return first;
    },
  };
};
