// Looks into a dead-letter queue. SQS cannot be browsed: messages are received, held out of everybody's sight for a moment,
// and handed back, all but those that were moved. Bounded in messages and in time.
import { type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { DeadLetter } from '#contracts/http-ops.ts';
import { changeVisibility } from '#messaging/visibility.ts';
import type { Runtime } from '#platform/runtime.ts';
import { deadLetterQueueOf, type QueueName } from '#platform/topology.ts';
import type { QueueUrls } from './queue-urls.ts';
import { readDeadLetter } from './read-dead-letter.ts';

export type Held = { letter: DeadLetter; message: Message };

export type Shelf = {
  /** Oldest failure first. */
  held: readonly Held[];
  /** The bound was reached before the end of the queue. */
  mayBeMore: boolean;
  /** Hands all others back now, and keeps these for `seconds` more. */
  keepOnly: (kept: readonly Held[], seconds: number) => Promise<void>;
  /** They are gone from the queue: nothing to hand back. */
  forget: (gone: readonly Held[]) => void;
};

export type ShelfDeps = { runtime: Pick<Runtime, 'aws' | 'log' | 'now' | 'timers'>; urlOf: QueueUrls };

/** Messages that are read at most, of one dead-letter queue at a time. */
export const maxRead = 1_000;

const holdSeconds = 60;
/** Well within the time for which the first message is held. */
const readMs = 20_000;
const batch = 10;
/** Receives in a row that bring nothing new; a standard queue may deliver what is held. */
const maxStale = 3;

/** Hands back what is still held when `use` is done, or has failed. `signal` ends the reading early. @throws what the SDK or `use` throws */
export const withShelf = async <Result>(
  { runtime, urlOf }: ShelfDeps,
  queue: QueueName,
  signal: AbortSignal,
  use: (shelf: Shelf) => Promise<Result>,
): Promise<Result> => {
  const queueUrl = await urlOf(deadLetterQueueOf(queue));
  const { aws, log, timers } = runtime;
  const messages = new Map<string, Message>();
  const show = async (all: readonly Message[], seconds: number) => {
    const visibility = { sqs: aws.sqs, queueUrl, visibilityTimeoutSeconds: seconds, timers, log };
    for (let start = 0; start < all.length; start += batch) {
      const changes = all.slice(start, start + batch).map((message) => ({ message, seconds }));
      await changeVisibility(visibility, changes);
    }
  };
  try {
    const mayBeMore = await fill(runtime, queueUrl, messages, signal);
    const held = [...messages.values()].map((message) => ({
      letter: readDeadLetter(queue, message),
      message,
    }));
    const forget = (gone: readonly Held[]) => {
      for (const { letter } of gone) messages.delete(letter.messageId);
    };
    const keepOnly = async (kept: readonly Held[], seconds: number) => {
      const others = held.filter((one) => !kept.includes(one));
      forget(others);
      await show(messagesOf(others), 0);
      if (seconds > holdSeconds / 2) await show(messagesOf(kept), seconds + holdSeconds);
    };
    return await use({ held: held.sort(byFailure), mayBeMore, forget, keepOnly });
  } finally {
    await show([...messages.values()], 0);
  }
};

const messagesOf = (held: readonly Held[]): Message[] => held.map(({ message }) => message);

const byFailure = (a: Held, b: Held): number => sortKey(a).localeCompare(sortKey(b));

const sortKey = ({ letter, message }: Held): string => {
  const sent = new Date(Number(message.Attributes?.SentTimestamp ?? 0)).toISOString();
  return `${letter.failedAt ?? sent} ${letter.messageId}`;
};

/** The latest receipt of each message; resolves to whether there may be more. */
const fill = async (
  { aws, now }: ShelfDeps['runtime'],
  queueUrl: string,
  messages: Map<string, Message>,
  signal: AbortSignal,
): Promise<boolean> => {
  const end = now() + readMs;
  let stale = 0;
  while (messages.size < maxRead && now() < end && stale < maxStale && !signal.aborted) {
    const before = messages.size;
    const page = await receive(aws, queueUrl, Math.min(batch, maxRead - before));
    if (page.length === 0) return false;
    for (const message of page) messages.set(message.MessageId ?? '', message);
    stale = messages.size === before ? stale + 1 : 0;
  }
  return stale < maxStale;
};

/** A long poll asks all of SQS's servers, so that an empty answer is one. */
const receive = async (aws: Runtime['aws'], QueueUrl: string, count: number): Promise<Message[]> => {
  const { Messages } = await aws.sqsReceiver.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: count,
      VisibilityTimeout: holdSeconds,
      WaitTimeSeconds: 1,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages ?? [];
};
