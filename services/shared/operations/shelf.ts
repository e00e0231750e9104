// Looks into a dead-letter queue. SQS cannot be browsed: messages are received, held out of everybody's sight for a moment,
// and handed back, all but those that were moved. Bounded in messages, in time and in memory.
import { type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { DeadLetter } from '#contracts/http-ops.ts';
import type { Runtime } from '#platform/runtime.ts';
import { deadLetterQueueOf, type QueueName } from '#platform/topology.ts';
import { type Receipt, showIn } from './hand-back.ts';
import { heldElsewhere, type OnHeldElsewhere } from './held-elsewhere.ts';
import type { QueueUrls } from './queue-urls.ts';
import { readDeadLetter } from './read-dead-letter.ts';

export type Held = {
  letter: DeadLetter;
  receipt: Receipt;
  /** ISO 8601: when it failed, or was sent where nobody says. */
  since: string;
  /** All of it; only where it is needed, since a thousand bodies may not fit into memory. */
  content?: Message;
};

/** Which messages are kept with all that is in them. */
export type Keeps = (letter: DeadLetter) => boolean;

/** @throws Error when it was not kept: a defect */
export const contentOf = ({ letter, content }: Held): Message => {
  if (content) return content;
  throw new Error(`The content of ${letter.messageId} was not kept`);
};

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
const pageSize = 10;
/** Receives in a row that bring nothing new; a standard queue may deliver what is held. */
const maxStale = 3;

type Look = {
  queue: QueueName;
  keeps: Keeps;
  /** Ends the reading early. */
  signal: AbortSignal;
  /** What nobody asks for is not counted. */
  onHeldElsewhere?: OnHeldElsewhere;
};

/** Hands back what is still held when `use` is done, or has failed. @throws what the SDK or `use` throws */
export const withShelf = async <Result>(
  { runtime, urlOf }: ShelfDeps,
  look: Look,
  use: (shelf: Shelf) => Promise<Result>,
): Promise<Result> => {
  const queueUrl = await urlOf(deadLetterQueueOf(look.queue));
  const onShelf = new Map<string, Held>();
  const show = (all: readonly Held[], seconds: number) =>
    showIn(
      runtime,
      queueUrl,
      all.map(({ receipt }) => receipt),
      seconds,
    );
  try {
    const mayBeMore = await fill(runtime, queueUrl, onShelf, look);
    look.onHeldElsewhere?.(look.queue, await heldElsewhere(runtime, queueUrl, onShelf.size));
    const held = [...onShelf.values()].sort(byFailure);
    const forget = (gone: readonly Held[]) => {
      for (const { letter } of gone) onShelf.delete(letter.messageId);
    };
    const keepOnly = async (kept: readonly Held[], seconds: number) => {
      const others = held.filter((one) => !kept.includes(one));
      forget(others);
      await show(others, 0);
      if (seconds > holdSeconds / 2) await show(kept, seconds + holdSeconds);
    };
    return await use({ held, mayBeMore, forget, keepOnly });
  } finally {
    await show([...onShelf.values()], 0);
  }
};

const byFailure = (a: Held, b: Held): number => sortKey(a).localeCompare(sortKey(b));

const sortKey = ({ letter, since }: Held): string => `${since} ${letter.messageId}`;

const heldOf = (message: Message, { queue, keeps }: Look): Held => {
  const letter = readDeadLetter(queue, message);
  const sent = new Date(Number(message.Attributes?.SentTimestamp ?? 0)).toISOString();
  return {
    letter,
    receipt: { ReceiptHandle: message.ReceiptHandle },
    since: letter.failedAt ?? sent,
    ...(keeps(letter) && { content: message }),
  };
};

/** The latest receipt of each message; resolves to whether there may be more. */
const fill = async (
  { aws, now }: ShelfDeps['runtime'],
  queueUrl: string,
  onShelf: Map<string, Held>,
  look: Look,
): Promise<boolean> => {
  const end = now() + readMs;
  let stale = 0;
  while (onShelf.size < maxRead && now() < end && stale < maxStale && !look.signal.aborted) {
    const before = onShelf.size;
    const page = await receive(aws, queueUrl, Math.min(pageSize, maxRead - before));
    if (page.length === 0) return false;
    for (const message of page) onShelf.set(message.MessageId ?? '', heldOf(message, look));
    stale = onShelf.size === before ? stale + 1 : 0;
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
