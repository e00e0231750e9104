// Polls one queue with several sqs-consumer instances, each holding at most ten messages, and drains them on stop.
import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { Consumer } from 'sqs-consumer';
import type { Aws } from '#platform/aws.ts';
import type { Runtime } from '#platform/runtime.ts';
import { stopAll } from '#platform/shutdown.ts';
import { deadLetterQueueOf, type QueueName, queueSettings } from '#platform/topology.ts';
import { createDeadLetter } from './dead-letter.ts';
import { createDeliver } from './deliver.ts';
import { createGate, type Gate, GateClosed } from './gate.ts';
import type { Handlers } from './handler.ts';
import { createProcessReceive } from './process-receive.ts';
import type { Publisher } from './publisher.ts';
import { findQueueUrl } from './queue-url.ts';
import { createStragglers } from './stragglers.ts';

/** `stop` takes no further message and resolves when those in flight are settled, at most DRAIN_SECONDS later. */
type Consuming = { stop: () => Promise<void> };

/** The most that one receive can bring. */
const batchSize = 10;

export const consume = async (
  runtime: Runtime,
  queue: QueueName,
  handlers: Handlers,
  publish: Publisher['publish'],
): Promise<Consuming> => {
  const { aws, env, log, random } = runtime;
  const [queueUrl, deadLetterQueueUrl] = await Promise.all([
    findQueueUrl(runtime, queue),
    findQueueUrl(runtime, deadLetterQueueOf(queue)),
  ]);
  const { visibilityTimeoutSeconds, maxReceiveCount } = queueSettings(queue);
  const deadlineMs = env.HANDLER_DEADLINE_SECONDS * 1_000;
  const deliver = createDeliver({ queue, handlers, publish, deadlineMs, maxReceiveCount, log });
  const gate = createGate(random);
  const deadLetter = createDeadLetter(runtime, queue, deadLetterQueueUrl);
  const settling = {
    sqs: aws.sqs,
    queueUrl,
    visibilityTimeoutSeconds,
    deadLetter,
    random,
    log: log.child({ queue }),
  };
  const stragglers = createStragglers(settling, batchSize * env.CONSUMERS_PER_QUEUE);
  const processReceive = createProcessReceive({
    ...settling,
    deliver: reportingTo(gate, deliver),
    stragglers,
  });
  const consumers = Array.from({ length: env.CONSUMERS_PER_QUEUE }, () =>
    startConsumer(runtime, queueUrl, gate, processReceive),
  );
  return {
    stop: async () => {
      gate.close();
      await stopAll(consumers.map((consumer) => ({ stop: () => stopConsumer(consumer, queue) })));
      await stragglers.drain();
    },
  };
};

const startConsumer = (
  { aws, env, log }: Runtime,
  queueUrl: string,
  gate: Gate,
  processReceive: ReturnType<typeof createProcessReceive>,
): Consumer => {
  const consumer = Consumer.create({
    queueUrl,
    sqs: pollingClient(aws),
    batchSize,
    waitTimeSeconds: env.RECEIVE_WAIT_SECONDS,
    messageAttributeNames: ['All'],
    messageSystemAttributeNames: ['ApproximateReceiveCount'],
    handleMessageBatch: processReceive,
    strictReturn: true,
    preReceiveMessageCallback: gate.pass,
    // The gate alone decides how long a failing receive waits.
    authenticationErrorTimeout: 0,
    pollingCompleteWaitTimeMs: env.DRAIN_SECONDS * 1_000,
  });
  consumer.on('error', (error) => {
    if (error instanceof Error && error.cause instanceof GateClosed) return;
    gate.receiveFailed();
    log.error({ err: error, queueUrl }, 'SQS call failed');
  });
  consumer.on('empty', gate.receiveSucceeded);
  consumer.on('message_received', gate.receiveSucceeded);
  consumer.start();
  return consumer;
};

/** Tells the gate how deliveries go; what a handler itself puts off or refuses says nothing of what it needs. */
const reportingTo =
  (gate: Gate, deliver: ReturnType<typeof createDeliver>): typeof deliver =>
  async (message) => {
    const disposition = await deliver(message);
    if (disposition.kind === 'acknowledge') gate.deliverySucceeded();
    else if (disposition.isUnexpected) gate.deliveryFailed();
    return disposition;
  };

/** The long poll alone may take as long as it does; what the consumer deletes has the deadline of any other call. */
const pollingClient = ({ sqs, sqsReceiver }: Aws): SQSClient => {
  const send = (command: unknown, ...rest: unknown[]) => {
    const client = command instanceof ReceiveMessageCommand ? sqsReceiver : sqs;
    return Reflect.apply(client.send, client, [command, ...rest]);
  };
  return Object.assign(Object.create(sqs) as SQSClient, { send });
};

/**
 * sqs-consumer looks only once a second whether it is done; the events tell at once.
 * @throws Error when the drain limit was exceeded
 */
const stopConsumer = (consumer: Consumer, queue: QueueName): Promise<void> =>
  new Promise((resolve, reject) => {
    const resolveWhenIdle = () => {
      setImmediate(() => {
        if (!consumer.status.isPolling) resolve();
      });
    };
    consumer.on('response_processed', resolveWhenIdle);
    consumer.on('empty', resolveWhenIdle);
    consumer.on('error', resolveWhenIdle);
    consumer.on('waiting_for_polling_to_complete_timeout_exceeded', () => {
      reject(new Error(`Drain limit exceeded: messages in flight of ${queue} will be delivered again`));
    });
    consumer.stop();
    resolveWhenIdle();
  });
