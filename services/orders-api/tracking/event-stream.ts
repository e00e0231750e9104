// An order's timeline as server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html
// A generator that keeps only how far it got: it reads on when its client has taken what it was sent, however slow.
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Snapshot } from '../orders/order-reader.ts';
import type { OrderWatch } from './order-watch.ts';
import { type Position, parsePosition } from './timeline-position.ts';
import { isComplete, timelineEvents } from './timeline-view.ts';

export type EventStreamOptions = {
  orderId: string;
  watch: OrderWatch;
  first: Snapshot;
  since: Position;
  /** Ends the stream, between two events: the process stops, or the stream is old. The client comes back and resumes. */
  signal: AbortSignal;
  heartbeatMs: number;
};

const reconnect = 'retry: 1000\n\n';
const heartbeat = ': still here\n\n';

export const eventStream = async function* (options: EventStreamOptions): AsyncGenerator<string> {
  const { signal, heartbeatMs } = options;
  const news = latestOf(options);
  let position = options.since;
  try {
    yield reconnect;
    while (!signal.aborted) {
      const snapshot = news.current();
      for (const event of timelineEvents(snapshot, position)) {
        yield frame(event.id, event);
        position = parsePosition(event.id) ?? position;
      }
      if (snapshot.order && isComplete(snapshot)) {
        yield endFrame(snapshot.order);
        return;
      }
      if (!(await news.changed(snapshot, heartbeatMs, signal)) && !signal.aborted) yield heartbeat;
    }
  } finally {
    news.unsubscribe();
  }
};

/** The latest snapshot, and how to wait for a later one. Snapshots that nobody asked for in between are skipped. */
const latestOf = ({ orderId, watch, first }: EventStreamOptions) => {
  let latest = first;
  let wake: ((changed: boolean) => void) | undefined;
  const unsubscribe = watch.watch(orderId, (snapshot) => {
    latest = snapshot;
    wake?.(true);
  });
  return {
    current: () => latest,
    unsubscribe,
    /** Resolves to true when there is something newer than `seen`, to false after `ms` or when `signal` aborts. */
    changed: async (seen: Snapshot, ms: number, signal: AbortSignal): Promise<boolean> => {
      if (latest !== seen) return true;
      if (signal.aborted) return false;
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const timer = setTimeout(resolve, ms, false);
      const stop = () => resolve(false);
      signal.addEventListener('abort', stop);
      wake = resolve;
      return promise.finally(() => {
        wake = undefined;
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
      });
    },
  };
};

const frame = (id: string, data: object): string => `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
const endFrame = (order: OrderRecord): string =>
  `event: end\ndata: ${JSON.stringify({ status: order.status })}\n\n`;
