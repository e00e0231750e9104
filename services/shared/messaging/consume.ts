// Polls one queue with several sqs-consumer instances, each holding at most ten messages, and drains them on stop.
import { type Consumer, Consumer as SqsConsumer } from 'sqs-consumer';
import type { Runtime } from '#platform/runtime.ts';
import { deadLetterQueueOf, type QueueName, queueSettings } from '#platform/topology.ts';
import { createDeadLetter } from './dead-letter.ts';
import { createDeliver } from './deliver.ts';
import { createGate, type Gate, GateClosed } from './gate.ts';
import type { Handlers } from './handler.ts';
import { createProcessReceive } from './process-receive.ts';
import type { Publisher } from './publisher.ts';
import { findQueueUrl } from './queues.ts';

/** `stop` takes no further message and resolves when those in flight are settled, at most DRAIN_SECONDS later. */
export type Consuming = { stop: () => Promise<void> };

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
  const deadLetter = createDeadLetter(runtime, queue, deadLetterQueueUrl);
  const processReceive = createProcessReceive({
    ...{ sqs: aws.sqs, queueUrl, visibilityTimeoutSeconds, deliver, deadLetter, random },
    log: log.child({ queue }),
  });
  const gate = createGate(random);
  const consumers = Array.from({ length: env.CONSUMERS_PER_QUEUE }, () =>
    startConsumer(runtime, queueUrl, gate, processReceive),
  );
  return {
    stop: async () => {
      gate.close();
      await Promise.all(consumers.map(stopConsumer));
    },
  };
};

const startConsumer = (
  { aws, env, log }: Runtime,
  queueUrl: string,
  gate: Gate,
  processReceive: ReturnType<typeof createProcessReceive>,
): Consumer => {
  const consumer = SqsConsumer.create({
    queueUrl,
    sqs: aws.sqsReceiver,
    batchSize: 10,
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
  consumer.on('waiting_for_polling_to_complete_timeout_exceeded', () => {
    log.error({ queueUrl }, 'drain limit exceeded: messages in flight will be delivered again');
  });
  consumer.start();
  return consumer;
};

/** sqs-consumer looks only once a second whether it is done; the events tell at once. `stopped` bounds the wait. */
const stopConsumer = (consumer: Consumer): Promise<void> =>
  new Promise((resolve) => {
    const resolveWhenIdle = () => {
      setImmediate(() => {
        if (!consumer.status.isPolling) resolve();
      });
    };
    consumer.on('response_processed', resolveWhenIdle);
    consumer.on('empty', resolveWhenIdle);
    consumer.on('error', resolveWhenIdle);
    consumer.on('stopped', () => resolve());
    consumer.stop();
    resolveWhenIdle();
  });
