// What a simulation may do with the queues beside calling AWS: look into them, and make SQS do what it rarely does.
import { type Depth, depthOf } from './queue-info.ts';
import { keptIn, type QueuedMessage, type QueueStore } from './queue-store.ts';

/** Queues go by the names of services/topology.json; dead-letter queues have its suffix. */
export type FakeQueues = {
  /** Puts a message into a queue as it is, and returns its MessageId. */
  sendRaw: (queue: string, body: string, attributes?: Readonly<Record<string, string>>) => string;
  depth: (queue: string) => Depth;
  /** All messages that the queue keeps, in flight or not. Not to be changed. */
  all: (queue: string) => readonly Readonly<QueuedMessage>[];
  /** A second copy, with the same MessageId and visible now, as when SQS delivers a message more than once. */
  duplicate: (queue: string, messageId: string) => void;
  /** Brings every copy of a message back in sight before its time. */
  expireVisibility: (queue: string, messageId: string) => void;
  /** Takes every copy of a message away, as when somebody purges it, or its retention has passed. */
  lose: (queue: string, messageId: string) => void;
  /** When the next message that is out of sight comes back, over all queues; undefined when none is out of sight. */
  nextVisibleAt: () => number | undefined;
};

export const createFakeQueues = (store: QueueStore): FakeQueues => {
  const { now } = store;
  const kept = (queue: string) => keptIn(store.named(queue), now());
  const copies = (queue: string, messageId: string): QueuedMessage[] => {
    const found = kept(queue).filter(({ id }) => id === messageId);
    if (found.length === 0) throw new Error(`${queue} has no message ${messageId}`);
    return found;
  };
  return {
    sendRaw: (queue, body, attributes = {}) => store.put(store.named(queue), body, attributes),
    depth: (queue) => depthOf(store.named(queue), now()),
    all: kept,
    duplicate: (queue, messageId) => {
      const [first] = copies(queue, messageId);
      if (first) store.putCopy(store.named(queue), first);
    },
    expireVisibility: (queue, messageId) => {
      for (const message of copies(queue, messageId)) message.visibleAt = Math.min(message.visibleAt, now());
    },
    lose: (queue, messageId) => {
      for (const { sequence } of copies(queue, messageId)) store.named(queue).messages.delete(sequence);
    },
    nextVisibleAt: () => {
      const time = now();
      let next = Number.POSITIVE_INFINITY;
      for (const queue of store.all)
        for (const { visibleAt } of queue.messages.values())
          if (visibleAt > time && visibleAt < next) next = visibleAt;
      return next === Number.POSITIVE_INFINITY ? undefined : next;
    },
  };
};
