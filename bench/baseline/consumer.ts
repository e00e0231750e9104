// Consumes a queue as sqs-consumer's README has it: one consumer, one message a receive, handled, then deleted. A message
// whose handler throws stays, comes again when its visibility timeout has run out, and goes to the dead-letter queue in the end.
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { Consumer } from 'sqs-consumer';
import type { Context, Running } from './context.ts';
import type { Event, EventType } from './events.ts';
import type { QueueName } from './topology.ts';

type Handlers = { [Type in EventType]?: (event: Event<Type>) => Promise<void> };

/** RECEIVE_WAIT_SECONDS is 20 unless set, as sqs-consumer's own default. @throws Error when there is no such queue */
export const consume = async (context: Context, queue: QueueName, handlers: Handlers): Promise<Running> => {
  const { aws, env, log } = context;
  const consumer = Consumer.create({
    queueUrl: await queueUrlOf(context, queue),
    sqs: aws.sqsReceiver,
    waitTimeSeconds: env.RECEIVE_WAIT_SECONDS,
    pollingCompleteWaitTimeMs: env.DRAIN_SECONDS * 1_000,
    handleMessage: async (message) => {
      const event = JSON.parse(message.Body ?? '') as Event;
      const { type, orderId, outcome } = event;
      const handle = handlers[type] as ((event: Event) => Promise<void>) | undefined;
      if (!handle) throw new Error(`${queue} has no handler for ${type}, here of order ${orderId}`);
      await handle(event);
      log.info({ queue, type, outcome, orderId }, 'handled');
      return message;
    },
  });
  consumer.on('error', (err) => log.error({ queue, err }, 'SQS call failed'));
  consumer.on('processing_error', (err) => log.error({ queue, err }, 'failed: will be delivered again'));
  consumer.start();
  return { stop: () => stopConsumer(consumer) };
};

export const queueUrlOf = async ({ aws }: Context, queue: QueueName): Promise<string> => {
  const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: aws.queueName(queue) }));
  if (!QueueUrl) throw new Error(`SQS has no URL for queue ${queue}`);
  return QueueUrl;
};

/** Resolves after the last long poll and what it brought, or when DRAIN_SECONDS have passed. */
const stopConsumer = (consumer: Consumer): Promise<void> =>
  new Promise((resolve) => {
    consumer.once('stopped', () => resolve());
    consumer.stop();
  });
