// Follows an order through its event stream. A stream that breaks is resumed after the last event that arrived.
import { setTimeout as pause } from 'node:timers/promises';
import { TimelineEvent } from '#contracts/http.ts';
import { compile, describeErrors } from '#contracts/validate.ts';
import { Refused, Unreachable } from './errors.ts';
import { parseSse, type SseMessage } from './sse-parser.ts';
import type { WaybillClient } from './waybill-client.ts';

/** 100, 200, 400, 800, then 1,000 ms */
const pauseMs = (troubles: number): number => Math.min(1_000, 50 * 2 ** troubles);

/** Above the longest wait that can be asked for, at one attempt a second. */
const maxTroubles = 4_000;

type FollowOptions = {
  /** Ends the following, as an error. */
  signal: AbortSignal;
  /** Told why the stream is down, and `undefined` once it is up again. */
  onTrouble: (trouble: Error | undefined) => void;
};

/** Yields each event once, as it arrives, until nothing more will happen to the order. */
export async function* followOrder(
  client: Pick<WaybillClient, 'openEvents'>,
  orderId: string,
  { signal, onTrouble }: FollowOptions,
): AsyncGenerator<TimelineEvent> {
  let lastEventId: string | undefined;
  for (let troubles = 1; troubles <= maxTroubles; troubles += 1) {
    try {
      const stream = await client.openEvents(orderId, lastEventId, signal);
      onTrouble(undefined);
      if (!stream) return;
      for await (const { event, data, id } of messagesIn(stream)) {
        if (event === 'end') return;
        yield timelineEvent(data);
        lastEventId = id ?? lastEventId;
        troubles = 0;
      }
      onTrouble(new Unreachable('The event stream ended early'));
    } catch (error) {
      signal.throwIfAborted();
      if (!mayPass(error)) throw error;
      onTrouble(error);
    }
    await pause(pauseMs(troubles), undefined, { signal });
  }
  throw new Unreachable('The event stream kept breaking off');
}

/** An order is accepted before it is stored, so a 404 is no fault at first. */
const mayPass = (error: unknown): error is Error =>
  error instanceof Unreachable ||
  (error instanceof Refused && (error.status === 404 || error.status === 429 || error.status >= 500));

async function* messagesIn(stream: ReadableStream<string>): AsyncGenerator<SseMessage> {
  let pending = '';
  for await (const chunk of chunksOf(stream)) {
    const parsed = parseSse(pending, chunk);
    pending = parsed.pending;
    yield* parsed.messages;
  }
}

async function* chunksOf(stream: ReadableStream<string>): AsyncGenerator<string> {
  try {
    yield* stream;
  } catch (cause) {
    throw new Unreachable('The event stream broke off', { cause });
  }
}

const isTimelineEvent = compile(TimelineEvent);

const timelineEvent = (data: string): TimelineEvent => {
  const event: unknown = JSON.parse(data);
  if (isTimelineEvent(event)) return event;
  throw new Error(`The event stream sent no timeline event: ${describeErrors(isTimelineEvent.errors)}`);
};
