// The queues of services/topology.json with their dead-letter queues, and the messages in them.
import {
  deadLetterQueueOf,
  type QueueName,
  queueNames,
  queueSettings,
  topology,
} from '#platform/topology.ts';
import { queueUrlOf } from './place.ts';
import { noSuchQueue } from './queue-errors.ts';

export type QueuedMessage = {
  /** SQS's MessageId. Two copies of a message have the same. */
  id: string;
  body: string;
  attributes: Readonly<Record<string, string>>;
  /** Tells the copies of a message apart. */
  sequence: number;
  receives: number;
  /** Milliseconds, as all times here. It can be received from then on. */
  visibleAt: number;
  sentAt: number;
  firstReceivedAt?: number;
};

export type Queue = {
  /** With the prefix. */
  name: string;
  visibilityTimeoutMs: number;
  retentionMs: number;
  redrive?: { to: Queue; maxReceiveCount: number };
  /** By sequence. */
  messages: Map<number, QueuedMessage>;
};

export type QueueStore = {
  now: () => number;
  random: () => number;
  /** @throws QueueDoesNotExist */
  byName: (name: string | undefined) => Queue;
  /** @throws QueueDoesNotExist */
  byUrl: (url: string | undefined) => Queue;
  /** By what services/topology.json calls it. @throws QueueDoesNotExist */
  named: (name: string) => Queue;
  all: readonly Queue[];
  /** A MessageId that nobody has. */
  newId: () => string;
  /** Puts a new message into a queue and returns its MessageId. */
  put: (queue: Queue, body: string, attributes: Readonly<Record<string, string>>, delayMs?: number) => string;
  /** Puts another copy of a message, visible now, into a queue. */
  putCopy: (queue: Queue, message: QueuedMessage) => void;
};

const defaultVisibilityTimeoutMs = 30_000;
const msPerDay = 86_400_000;

type Deps = { now: () => number; random: () => number; prefix: string };

export const createQueueStore = ({ now, random, prefix }: Deps): QueueStore => {
  const all = queueNames.flatMap((queue) => queuePair(queue, prefix));
  const names = new Map(all.map((queue) => [queue.name, queue]));
  const urls = new Map(all.map((queue) => [queueUrlOf(queue.name), queue]));
  let count = 0;
  const next = () => {
    count += 1;
    return count;
  };
  const newId = () => messageIdOf(next());
  const add = (queue: Queue, message: Omit<QueuedMessage, 'sequence'>) => {
    const sequence = next();
    queue.messages.set(sequence, { ...message, sequence });
  };
  const byName = (name: string | undefined) => found(names.get(name ?? ''));
  return {
    now,
    random,
    all,
    newId,
    byName,
    byUrl: (url) => found(urls.get(url ?? '')),
    named: (name) => byName(prefix + name),
    put: (queue, body, attributes, delayMs = 0) => {
      const id = newId();
      const sentAt = now();
      add(queue, { id, body, attributes, receives: 0, sentAt, visibleAt: sentAt + delayMs });
      return id;
    },
    putCopy: (queue, message) => add(queue, { ...message, visibleAt: now() }),
  };
};

const found = (queue: Queue | undefined): Queue => {
  if (!queue) throw noSuchQueue();
  return queue;
};

const messageIdOf = (count: number): string =>
  `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;

const queuePair = (queue: QueueName, prefix: string): [Queue, Queue] => {
  const { visibilityTimeoutSeconds, maxReceiveCount, retentionDays } = queueSettings(queue);
  const deadLetters: Queue = {
    name: prefix + deadLetterQueueOf(queue),
    visibilityTimeoutMs: defaultVisibilityTimeoutMs,
    retentionMs: topology.deadLetterQueues.retentionDays * msPerDay,
    messages: new Map(),
  };
  const main: Queue = {
    name: prefix + queue,
    visibilityTimeoutMs: visibilityTimeoutSeconds * 1_000,
    retentionMs: retentionDays * msPerDay,
    redrive: { to: deadLetters, maxReceiveCount },
    messages: new Map(),
  };
  return [main, deadLetters];
};

/** What a queue still keeps: messages that are older than its retention are gone. */
export const keptIn = (queue: Queue, now: number): QueuedMessage[] => {
  const kept: QueuedMessage[] = [];
  for (const message of queue.messages.values())
    if (message.sentAt + queue.retentionMs > now) kept.push(message);
    else queue.messages.delete(message.sequence);
  return kept;
};
