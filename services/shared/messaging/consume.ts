// Consumes one queue: several pollers, one gate before them, and what becomes of each message that they receive.
import type { Count } from '#platform/metrics.ts';
import type { Runtime } from '#platform/runtime.ts';
import { stopAll } from '#platform/shutdown.ts';
import { deadLetterQueueOf, type QueueName, queueSettings } from '#platform/topology.ts';
import type { RecordSpan } from '#platform/tracer.ts';
import { createAcknowledger } from './acknowledger.ts';
import { createDeadLetter } from './dead-letter.ts';
import { createDeliver } from './deliver.ts';
import { createGate, type Gate } from './gate.ts';
import type { ReadStep } from './handler.ts';
import { batchSize, type Polled, type StartPolling } from './poll.ts';
import { createProcessReceive } from './process-receive.ts';
import type { Publisher } from './publisher.ts';
import { findQueueUrl } from './queue-url.ts';
import { createStragglers } from './stragglers.ts';
import { createTurns, type Poller } from './turns.ts';

/** `stop` takes no further message and resolves when those in flight are settled, at most DRAIN_SECONDS later. */
type Consuming = { stop: () => Promise<void> };

type ConsumeOptions = {
  read: ReadStep;
  publish: Publisher['publish'];
  count: Count;
  poll: StartPolling;
  recordSpan: RecordSpan | undefined;
};

export const consume = async (
  runtime: Runtime,
  queue: QueueName,
  { read, publish, count, poll, recordSpan }: ConsumeOptions,
): Promise<Consuming> => {
  const { aws, env, log, now, random, timers } = runtime;
  const [queueUrl, deadLetterQueueUrl] = await Promise.all([
    findQueueUrl(runtime, queue),
    findQueueUrl(runtime, deadLetterQueueOf(queue)),
  ]);
  const { visibilityTimeoutSeconds, maxReceiveCount } = queueSettings(queue);
  const deadlineMs = env.HANDLER_DEADLINE_SECONDS * 1_000;
  const limits = { deadlineMs, maxReceiveCount };
  const deliver = createDeliver({ queue, read, publish, count, ...limits, timers, now, log, recordSpan });
  const gate = createGate(runtime);
  const deadLetter = createDeadLetter(runtime, queue, deadLetterQueueUrl);
  const settling = {
    sqs: aws.sqs,
    queueUrl,
    visibilityTimeoutSeconds,
    deadLetter,
    random,
    timers,
    log: log.child({ queue }),
  };
  const acknowledger = createAcknowledger({ sqs: aws.sqs, queueUrl, timers });
  const stragglers = createStragglers({ ...settling, acknowledger }, batchSize * env.CONSUMERS_PER_QUEUE);
  const processReceive = createProcessReceive({
    ...settling,
    deliver: reportingTo(gate, deliver),
    stragglers,
  });
  const longestReceiveMs = env.RECEIVE_WAIT_SECONDS * 1_000 + 1_000;
  const turns = createTurns({ batchSize, longestReceiveMs, timers });
  const pollers = Array.from({ length: env.CONSUMERS_PER_QUEUE }, () =>
    poll(runtime, { queue, queueUrl, ...takingTurns(turns.join(), gate, processReceive) }),
  );
  return {
    stop: async () => {
      gate.close();
      turns.close();
      await stopAll(pollers);
      await stragglers.drain();
    },
  };
};

/** A poller that has passed the gate waits for its turn. */
const takingTurns = (
  poller: Poller,
  gate: Gate,
  processReceive: Polled['processReceive'],
): Pick<Polled, 'gate' | 'processReceive'> => ({
  gate: {
    ...gate,
    pass: async () => {
      await gate.pass();
      await poller.take();
    },
  },
  processReceive: async (messages) => {
    poller.received(messages.length);
    try {
      return await processReceive(messages);
    } finally {
      poller.handled(messages.length);
    }
  },
});

/** Tells the gate how deliveries go; what a handler itself puts off or refuses says nothing of what it needs. */
const reportingTo =
  (gate: Gate, deliver: ReturnType<typeof createDeliver>): typeof deliver =>
  async (message) => {
    const disposition = await deliver(message);
    if (disposition.kind === 'acknowledge') gate.deliverySucceeded();
    else if (disposition.isUnexpected) gate.deliveryFailed();
    return disposition;
  };
