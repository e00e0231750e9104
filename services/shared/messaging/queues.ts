// Finds a queue's URL, waiting for an AWS that is still starting.
import { setTimeout as delay } from 'node:timers/promises';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { Runtime } from '#platform/runtime.ts';
import { fullJitter } from './backoff.ts';

const attempts = 60;
const wait = { baseMs: 100, capMs: 10_000 };

/** @throws Error naming the queue and the way out, after some five minutes without it */
export const findQueueUrl = async ({ aws, log, random }: Runtime, queue: string): Promise<string> => {
  let cause: unknown;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    try {
      const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: aws.queueName(queue) }));
      if (QueueUrl) return QueueUrl;
    } catch (error) {
      cause = error;
      log.warn({ queue, err: error }, 'queue not found yet');
    }
    await delay(fullJitter(attempt, wait.baseMs, wait.capMs, random));
  }
  throw new Error(`Queue ${aws.queueName(queue)} cannot be reached; is AWS up, and provisioned?`, { cause });
};
