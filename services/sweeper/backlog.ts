// Which queue has so much waiting that orders stand in line rather than still. Asking them to go on would only add to it.
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { findQueueUrl } from '#messaging/queue-url.ts';
import type { Runtime } from '#platform/runtime.ts';
import { type QueueName, topology } from '#platform/topology.ts';

type Backlog = { queue: QueueName; waiting: number };

/** The longest backlog, where one is too long. */
export type FindBacklog = (signal: AbortSignal) => Promise<Backlog | undefined>;

/** Messages that may wait in a queue. */
const maxWaiting = 1_000;

/** Not those of mails and alarms: these say nothing of orders that go on. */
const ofOrders = topology.services.sweeper.inspects as QueueName[];

/** Waits for the queues to exist. */
export const createFindBacklog = async (runtime: Runtime): Promise<FindBacklog> => {
  const { sqs } = runtime.aws;
  const queues = await Promise.all(
    ofOrders.map(async (queue) => ({ queue, QueueUrl: await findQueueUrl(runtime, queue) })),
  );
  const backlogOf = async (queue: QueueName, QueueUrl: string, abortSignal: AbortSignal) => {
    const command = new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages'],
    });
    const { Attributes } = await sqs.send(command, { abortSignal });
    return { queue, waiting: Number(Attributes?.ApproximateNumberOfMessages) };
  };
  return async (signal) => {
    const backlogs = await Promise.all(
      queues.map(({ queue, QueueUrl }) => backlogOf(queue, QueueUrl, signal)),
    );
    const [longest] = backlogs.sort((a, b) => b.waiting - a.waiting);
    return longest && longest.waiting > maxWaiting ? longest : undefined;
  };
};
