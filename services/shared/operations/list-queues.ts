// How much lies in each queue and in its dead-letter queue, as SQS counts it: approximately.
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { QueueDepth } from '#contracts/http-ops.ts';
import type { Aws } from '#platform/aws.ts';
import { deadLetterQueueOf, queueNames } from '#platform/topology.ts';
import type { QueueUrls } from './queue-urls.ts';

export const createListQueues =
  ({ sqs }: Pick<Aws, 'sqs'>, urlOf: QueueUrls) =>
  (): Promise<QueueDepth[]> =>
    Promise.all(
      queueNames.map(async (queue) => {
        const [own, { waiting, inFlight }] = await Promise.all([
          depthOf(sqs, await urlOf(queue)),
          depthOf(sqs, await urlOf(deadLetterQueueOf(queue))),
        ]);
        return { queue, ...own, deadLetters: { waiting, inFlight } };
      }),
    );

/** Of one queue, by its URL. @throws what the SDK throws */
export const depthOf = async (sqs: Aws['sqs'], QueueUrl: string) => {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  return {
    waiting: Number(Attributes?.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(Attributes?.ApproximateNumberOfMessagesNotVisible ?? 0),
    delayed: Number(Attributes?.ApproximateNumberOfMessagesDelayed ?? 0),
  };
};
