// URLs of queues for a person who waits: asked for once each, and at once an error when there is no answer.
import { GetQueueUrlCommand, QueueDoesNotExist } from '@aws-sdk/client-sqs';
import type { Aws } from '#platform/aws.ts';

/** Of the queue of this name in topology.json. @throws Error naming the way out when it does not exist; what the SDK throws */
export type QueueUrls = (queue: string) => Promise<string>;

export const createQueueUrls = ({ sqs, queueName }: Pick<Aws, 'sqs' | 'queueName'>): QueueUrls => {
  const known = new Map<string, string>();
  return async (queue) => {
    const url = known.get(queue) ?? (await urlOf(sqs, queueName(queue)));
    known.set(queue, url);
    return url;
  };
};

const urlOf = async (sqs: Aws['sqs'], QueueName: string): Promise<string> => {
  try {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    if (QueueUrl) return QueueUrl;
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
  }
  throw new Error(
    `There is no queue ${QueueName} in this AWS: is it the right one, and RESOURCE_PREFIX set?`,
  );
};
