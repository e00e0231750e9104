// Finds a queue's URL, waiting for an AWS that is still starting.
import { GetQueueUrlCommand, SQSServiceException } from '@aws-sdk/client-sqs';
import { fullJitter } from '#platform/full-jitter.ts';
import type { Runtime } from '#platform/runtime.ts';

const attempts = 60;
const wait = { baseMs: 100, capMs: 10_000 };

/** @throws Error naming the queue and the way out: at once when AWS refuses, after some five minutes without the queue */
export const findQueueUrl = async ({ aws, log, random, timers }: Runtime, queue: string): Promise<string> => {
  const QueueName = aws.queueName(queue);
  let cause: unknown;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    try {
      const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName }));
      if (QueueUrl) return QueueUrl;
    } catch (error) {
      if (isRefusal(error))
        throw new Error(`AWS refuses access to queue ${QueueName}; check credentials and role`, {
          cause: error,
        });
      cause = error;
      log.warn({ queue, err: error }, 'queue cannot be reached yet');
    }
    await timers.delay(fullJitter(attempt, wait.baseMs, wait.capMs, random));
  }
  throw new Error(`Queue ${QueueName} cannot be reached; is AWS up, and provisioned?`, { cause });
};

/** An answer that will not change by waiting: neither a missing queue, nor a fault of the server's. */
const isRefusal = (error: unknown): boolean =>
  error instanceof SQSServiceException && error.$fault === 'client' && error.name !== 'QueueDoesNotExist';
