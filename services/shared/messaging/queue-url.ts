// Finds a queue's URL, waiting for an AWS that is still starting.
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { Runtime } from '#platform/runtime.ts';
import { untilThere } from './until-there.ts';

/** @throws Error naming the queue and the way out: at once when AWS refuses, after some five minutes without the queue */
export const findQueueUrl = (runtime: Runtime, queue: string): Promise<string> => {
  const QueueName = runtime.aws.queueName(queue);
  return untilThere(runtime, {
    what: 'queue',
    name: QueueName,
    missing: 'QueueDoesNotExist',
    look: async () => (await runtime.aws.sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl,
  });
};
