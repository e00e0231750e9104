// Whose turn it is to receive, among the pollers of a queue: one at a time. A receive costs the same for one message as for
// ten, so that a moment's messages may gather while others are being handled anyway; not while receives come back full, and
// a message that comes alone, to an idle worker, waits for nothing.
import type { Timers } from '#platform/timers.ts';
import { GateClosed } from './gate.ts';

export type Poller = {
  /** Resolves when the poller may receive; ends its turn before, if it still has one. @throws GateClosed */
  take: () => Promise<void>;
  /** What its receive brought; ends its turn. */
  received: (count: number) => void;
  /** As many are handled. */
  handled: (count: number) => void;
};

type Turns = { join: () => Poller; close: () => void };

type Options = {
  batchSize: number;
  /** Milliseconds that a receive takes at most. A turn lapses then: one that hangs must not hold up the others. */
  longestReceiveMs: number;
  timers: Timers;
};

/** Milliseconds that messages may gather for. */
const gatherMs = 25;

export const createTurns = ({ batchSize, longestReceiveMs, timers }: Options): Turns => {
  const closing = new AbortController();
  const waiting: (() => void)[] = [];
  let isTaken = false;
  let inHand = 0;
  let isFull = false;

  const next = () => {
    while (waiting.length > 0 && (!isTaken || closing.signal.aborted)) {
      isTaken = true;
      waiting.shift()?.();
    }
  };

  const join = (): Poller => {
    let lapse: { cancel: () => void } | undefined;
    const end = () => {
      if (!lapse) return;
      lapse.cancel();
      lapse = undefined;
      isTaken = false;
      next();
    };
    return {
      take: async () => {
        end();
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          next();
        });
        lapse = timers.after(longestReceiveMs + gatherMs, end);
        if (inHand > 0 && !isFull) await timers.delay(gatherMs, closing.signal).catch(() => undefined);
        if (closing.signal.aborted) {
          end();
          throw new GateClosed('The worker is stopping');
        }
      },
      received: (count) => {
        isFull = count >= batchSize;
        inHand += count;
        end();
      },
      handled: (count) => {
        inHand -= count;
      },
    };
  };

  return {
    join,
    close: () => {
      closing.abort();
      next();
    },
  };
};
