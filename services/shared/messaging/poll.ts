// Polls a queue with sqs-consumer, set up against its traps, and stops it without cutting off what it has begun.
import { type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { Consumer } from 'sqs-consumer';
import type { Aws } from '#platform/aws.ts';
import type { Runtime } from '#platform/runtime.ts';
import type { QueueName } from '#platform/topology.ts';
import { type Gate, GateClosed } from './gate.ts';

/** The most that one receive can bring. */
export const batchSize = 10;

export type Polled = {
  queue: QueueName;
  queueUrl: string;
  gate: Gate;
  /** Returns the messages to acknowledge. */
  processReceive: (messages: Message[]) => Promise<Message[]>;
};

/** Receives until stopped, the next time when what came is processed. `stop` rejects when the drain limit is exceeded. */
export type StartPolling = (runtime: Runtime, polled: Polled) => { stop: () => Promise<void> };

/** One sqs-consumer. */
export const startPolling: StartPolling = ({ aws, env, log }, { queue, queueUrl, gate, processReceive }) => {
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
    log.error({ err: error, queue }, 'SQS call failed');
  });
  consumer.on('empty', gate.receiveSucceeded);
  consumer.on('message_received', gate.receiveSucceeded);
  consumer.start();
  return { stop: () => stopConsumer(consumer, queue) };
};

/** The long poll alone may take as long as it does; what the consumer deletes has the deadline of any other call. */
const pollingClient = ({ sqs, sqsReceiver }: Aws): SQSClient => {
  // Without sqs-consumer's options, which carry a signal that nobody aborts: with any, the SDK resolves its middleware anew.
  const send = (command: unknown) => {
    const client = command instanceof ReceiveMessageCommand ? sqsReceiver : sqs;
    return Reflect.apply(client.send, client, [command]);
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
