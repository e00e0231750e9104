// The event streams that are open in this process: how many there may be, how old they may grow, and how they all end.
import { Readable } from 'node:stream';
import { tryAgain } from '../http/problem.ts';
import { type EventStreamOptions, eventStream } from './event-stream.ts';
import type { OrderWatch } from './order-watch.ts';

export type EventStreams = {
  /** @throws ProblemError 503 when there are too many, or the process is stopping */
  open: (stream: Pick<EventStreamOptions, 'orderId' | 'first' | 'since'>) => Readable;
  /** Ends every stream between two events and opens no more. */
  close: () => void;
};

type EventStreamsDeps = { watch: OrderWatch };

export type EventStreamsOptions = {
  maxStreams?: number;
  maxAgeMs?: number;
  heartbeatMs?: number;
};

/** What a client that does not read is given to take the end of its stream, before it is cut off. */
const graceMs = 2_000;

export const createEventStreams = (
  { watch }: EventStreamsDeps,
  { maxStreams = 1_000, maxAgeMs = 600_000, heartbeatMs = 15_000 }: EventStreamsOptions = {},
): EventStreams => {
  const endings = new Set<() => void>();
  let isClosed = false;

  const open: EventStreams['open'] = (stream) => {
    if (isClosed || endings.size >= maxStreams)
      throw tryAgain('Too many event streams are open here; try again in a moment', 2);
    const ending = new AbortController();
    const readable = Readable.from(eventStream({ ...stream, watch, heartbeatMs, signal: ending.signal }), {
      objectMode: false,
    });
    let cutOff: NodeJS.Timeout | undefined;
    const end = () => {
      ending.abort();
      cutOff ??= setTimeout(() => readable.destroy(), graceMs);
    };
    const oldAge = setTimeout(end, maxAgeMs);
    endings.add(end);
    readable.once('close', () => {
      endings.delete(end);
      ending.abort();
      clearTimeout(oldAge);
      clearTimeout(cutOff);
    });
    return readable;
  };

  return {
    open,
    close: () => {
      isClosed = true;
      for (const end of endings) end();
    },
  };
};
