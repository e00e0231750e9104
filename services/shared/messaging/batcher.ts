// Collects single sends into batches and gives each caller the outcome of its own entry. An idle batcher sends at once;
// while batches are on the wire, what arrives waits a few milliseconds for company.
import type { Timers } from '#platform/timers.ts';

/** Too much is waiting to be sent: the caller should refuse work rather than queue it. */
export class Overloaded extends Error {
  override name = 'Overloaded';
}

type BatcherOptions<Item> = {
  /** What is sent to, for messages: `topic order-events`. */
  target: string;
  /** Sends up to ten items; resolves to an error for each that failed, at its index, and undefined for the others. */
  send: (items: Item[]) => Promise<(Error | undefined)[]>;
  bytesOf: (item: Item) => number;
  /** Entries that may wait or be on the wire before `add` refuses; default 5,000. */
  maxPending?: number;
  windowMs?: number;
  timers: Timers;
};

export type Batcher<Item> = {
  /** Resolves when the entry was taken. @throws Overloaded; Error of the entry or of the whole call */
  add: (item: Item) => Promise<void>;
  /** Resolves when everything added so far has an outcome. */
  drain: () => Promise<void>;
};

type Entry<Item> = { item: Item; bytes: number; settle: (error?: Error) => void };

/** Limits of SendMessageBatch and PublishBatch. */
const batchLimits = { entries: 10, bytes: 262_144 };
const maxInFlight = 16;

export const createBatcher = <Item>(options: BatcherOptions<Item>): Batcher<Item> => {
  const { target, send, bytesOf, maxPending = 5_000, windowMs = 3, timers } = options;
  const waiting: Entry<Item>[] = [];
  const inFlight = new Set<Promise<void>>();
  let pending = 0;
  let timer: { cancel: () => void } | undefined;

  const flush = () => {
    timer?.cancel();
    timer = undefined;
    while (waiting.length > 0 && inFlight.size < maxInFlight) {
      const call = sendBatch(takeBatch(waiting), send).finally(() => {
        inFlight.delete(call);
        schedule();
      });
      inFlight.add(call);
    }
  };

  const schedule = () => {
    if (waiting.length === 0) return;
    if (waiting.length >= batchLimits.entries) flush();
    else timer ??= timers.after(inFlight.size === 0 ? 0 : windowMs, flush);
  };

  const add = (item: Item) =>
    new Promise<void>((resolve, reject) => {
      if (pending >= maxPending) throw new Overloaded(`${pending} messages wait to be sent to ${target}`);
      pending += 1;
      const settle = (error?: Error) => {
        pending -= 1;
        if (error) reject(error);
        else resolve();
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

/** Removes from the front as many entries as one call may carry; always at least one. */
const takeBatch = <Item>(waiting: Entry<Item>[]): Entry<Item>[] => {
  let count = 0;
  for (let bytes = 0; count < Math.min(waiting.length, batchLimits.entries); count += 1) {
    bytes += waiting[count]?.bytes ?? 0;
    if (count > 0 && bytes > batchLimits.bytes) break;
  }
  return waiting.splice(0, count);
};

const sendBatch = async <Item>(batch: Entry<Item>[], send: BatcherOptions<Item>['send']): Promise<void> => {
  try {
    const errors = await send(batch.map((entry) => entry.item));
    batch.forEach((entry, index) => {
      entry.settle(errors[index]);
    });
  } catch (error) {
    for (const entry of batch) entry.settle(error as Error);
  }
};
