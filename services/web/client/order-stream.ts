// Follows one order through its event stream: reconnects with growing pauses, and finds out why a stream was refused.
import type { TimelineEvent } from '#contracts/http.ts';
import { getOrder } from './api.ts';

export type Connection = 'connecting' | 'live' | 'reconnecting' | 'ended' | 'unknown' | 'lost';
type Listener = {
  event: (event: TimelineEvent) => void;
  connection: (state: Connection) => void;
  end: (status: TimelineEvent['status']) => void;
};

/** An order is stored some moments after it was accepted, so its absence is believed only after this many looks. */
const looksForOrder = 6;
const maxTroubles = 60;

/** 500, 1000, 2000, 4000, then 5000 ms */
const pauseAfter = (troubles: number): number => Math.min(5000, 250 * 2 ** troubles);

const isUnknown = async (orderId: string, looks: number): Promise<boolean> => {
  const order = await getOrder(orderId);
  if (order.ok || order.failure.kind === 'unreachable') return false;
  return order.failure.status === 400 || (order.failure.status === 404 && looks >= looksForOrder);
};

/** Each event once, though a new connection tells everything again. */
const createReceiver = (listener: Listener, onMessage: () => void) => {
  const seen = new Set<string>();
  return {
    hasEvents: (): boolean => seen.size > 0,
    message: ({ data }: MessageEvent<string>): void => {
      const event: TimelineEvent = JSON.parse(data);
      onMessage();
      if (seen.has(event.id)) return;
      seen.add(event.id);
      listener.event(event);
    },
  };
};

/**
 * Starts following; the returned function stops it. The states `ended` (after a call of `end`), `unknown` (there is no
 * such order) and `lost` (too much trouble) are the last ones.
 */
export const followOrder = (orderId: string, listener: Listener): (() => void) => {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let troubles = 0;
  let stopped = false;
  const receiver = createReceiver(listener, () => {
    troubles = 0;
  });

  const stop = (): void => {
    stopped = true;
    source?.close();
    clearTimeout(timer);
  };
  const finish = (state: Connection): void => {
    stop();
    listener.connection(state);
  };
  const recover = async (): Promise<void> => {
    troubles += 1;
    if (troubles > maxTroubles) return finish('lost');
    if (receiver.hasEvents()) listener.connection('reconnecting');
    // A dropped connection the browser reopens by itself; after a refusal it gives up.
    if (source?.readyState !== EventSource.CLOSED) return;
    const unknown = await isUnknown(orderId, troubles);
    if (stopped) return;
    if (unknown) return finish('unknown');
    timer = setTimeout(open, pauseAfter(troubles));
  };
  const open = (): void => {
    source = new EventSource(`/orders/${encodeURIComponent(orderId)}/events`);
    source.addEventListener('open', () => listener.connection('live'));
    source.addEventListener('message', receiver.message);
    source.addEventListener('error', () => void recover());
    source.addEventListener('end', ({ data }: MessageEvent<string>) => {
      listener.end(JSON.parse(data).status);
      finish('ended');
    });
  };
  listener.connection('connecting');
  open();
  return stop;
};
