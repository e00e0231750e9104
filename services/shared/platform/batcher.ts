// Collects single entries into batches and gives each caller the outcome of its own entry. An idle batcher sends at once;
// while batches are on the wire, what arrives waits until none is, or a few milliseconds, for company.
import type { Timers } from './timers.ts';

/** Too much is waiting to be sent: the caller should refuse work rather than queue it. */
export class Overloaded extends Error {
  override name = 'Overloaded';
}

type BatcherOptions<Item, Result> = {
  /** What is sent to, for messages: `topic order-events`. */
  target: string;
  /** What one call may carry; without `bytes`, entries alone count. */
  limits: { entries: number; bytes?: number };
  /** Resolves to the outcome of each item, at its index; an Error is that item's alone. */
  send: (items: Item[]) => Promise<(Result | Error)[]>;
  bytesOf?: (item: Item) => number;
  /** Items with the same key do not share a call. */
  keyOf?: (item: Item) => string;
  /** Entries that may wait or be on the wire before `add` refuses; default 5,000. */
  maxPending?: number;
  /** The longest wait for company; default 25. */
  windowMs?: number;
  timers: Timers;
};

export type Batcher<Item, Result = void> = {
  /** Resolves to what became of the entry. @throws Overloaded; Error of the entry or of the whole call */
  add: (item: Item) => Promise<Result>;
  /** Resolves when everything added so far has an outcome. */
  drain: () => Promise<void>;
};

type Entry<Item, Result> = { item: Item; bytes: number; settle: (outcome: Result | Error) => void };

const maxInFlight = 4;

export const createBatcher = <Item, Result = void>(
  options: BatcherOptions<Item, Result>,
): Batcher<Item, Result> => {
  const { target, limits, bytesOf = () => 0, maxPending = 5_000, windowMs = 25, timers } = options;
  let waiting: Entry<Item, Result>[] = [];
  const inFlight = new Set<Promise<void>>();
  let pending = 0;
  let timer: { cancel: () => void } | undefined;
  /** Nothing is on the wire: what waits goes out as soon as what comes at this very moment has joined it. */
  let isDue = false;

  const flush = () => {
    timer?.cancel();
    timer = undefined;
    isDue = false;
    while (waiting.length > 0 && inFlight.size < maxInFlight) {
      const { batch, rest } = divide(waiting, options);
      waiting = rest;
      const call = sendBatch(batch, options.send).finally(() => {
        inFlight.delete(call);
        schedule();
      });
      inFlight.add(call);
    }
  };

  const schedule = () => {
    if (waiting.length === 0) return;
    if (waiting.length >= limits.entries) return flush();
    if (inFlight.size > 0) {
      timer ??= timers.after(windowMs, flush);
    } else if (!isDue) {
      isDue = true;
      timer?.cancel();
      timer = timers.after(0, flush);
    }
  };

  const add = (item: Item) =>
    new Promise<Result>((resolve, reject) => {
      if (pending >= maxPending) throw new Overloaded(`${pending} entries wait to be sent to ${target}`);
      pending += 1;
      const settle = (outcome: Result | Error) => {
        pending -= 1;
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      };
      waiting.push({ item, bytes: bytesOf(item), settle });
      schedule();
    });

  const drain = async () => {
    while (waiting.length > 0 || inFlight.size > 0) {
      flush();
      await Promise.race(inFlight);
    }
  };

  return { add, drain };
};

/** From the front, as many entries as one call may carry, always at least one; and those that are left. */
const divide = <Item, Result>(
  waiting: Entry<Item, Result>[],
  { limits, keyOf }: Pick<BatcherOptions<Item, Result>, 'limits' | 'keyOf'>,
): { batch: Entry<Item, Result>[]; rest: Entry<Item, Result>[] } => {
  const batch: Entry<Item, Result>[] = [];
  const rest: Entry<Item, Result>[] = [];
  const keys = new Set<string>();
  let bytes = 0;
  for (const [index, entry] of waiting.entries()) {
    const isTooBig = batch.length > 0 && bytes + entry.bytes > (limits.bytes ?? Number.POSITIVE_INFINITY);
    if (isTooBig || batch.length === limits.entries)
      return { batch, rest: rest.concat(waiting.slice(index)) };
    const key = keyOf?.(entry.item);
    if (key !== undefined && keys.has(key)) {
      rest.push(entry);
    } else {
      if (key !== undefined) keys.add(key);
      bytes += entry.bytes;
      batch.push(entry);
    }
  }
  return { batch, rest };
};

const sendBatch = async <Item, Result>(
  batch: Entry<Item, Result>[],
  send: BatcherOptions<Item, Result>['send'],
): Promise<void> => {
  try {
    const outcomes = await send(batch.map((entry) => entry.item));
    batch.forEach((entry, index) => {
      entry.settle(outcomes[index] as Result | Error);
    });
  } catch (error) {
    for (const entry of batch) entry.settle(error as Error);
  }
};
