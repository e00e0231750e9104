// What topology.json means in the words of SQS and SNS. Pure: no call is made here.
import type { Env } from '#platform/env.ts';
import {
  deadLetterQueueOf,
  type QueueName,
  queueNames,
  queueSettings,
  type TopicName,
  topology,
} from '#platform/topology.ts';

/** The longest poll that SQS has: for receivers that name no wait of their own. */
const longPollSeconds = 20;
const secondsPerDay = 86_400;

export type Place = Pick<Env, 'AWS_REGION' | 'AWS_ACCOUNT_ID' | 'RESOURCE_PREFIX'>;
export type DesiredQueue = { name: string; attributes: Record<string, string> };
export type DesiredSubscription = { endpoint: string; attributes: Record<string, string> };

/** Dead-letter queues come first: a redrive policy must point at a queue that exists. */
export const desiredQueues = (place: Place): { deadLetter: DesiredQueue[]; main: DesiredQueue[] } => ({
  deadLetter: queueNames.map((queue) => deadLetterQueue(place, queue)),
  main: queueNames.map((queue) => mainQueue(place, queue)),
});

/** Raw delivery, filtered on attributes; what cannot be delivered goes to the queue's own DLQ instead of being dropped. */
export const desiredSubscriptions = (place: Place, topic: TopicName): DesiredSubscription[] =>
  subscriptionsOf({ topic }).map(({ queue, filter }) => ({
    endpoint: arn(place, 'sqs', queue),
    attributes: {
      RawMessageDelivery: 'true',
      FilterPolicyScope: 'MessageAttributes',
      FilterPolicy: JSON.stringify(filter),
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: arn(place, 'sqs', deadLetterQueueOf(queue as QueueName)),
      }),
    },
  }));

const arn = (place: Place, service: 'sqs' | 'sns', name: string): string =>
  `arn:aws:${service}:${place.AWS_REGION}:${place.AWS_ACCOUNT_ID}:${place.RESOURCE_PREFIX}${name}`;

const subscriptionsOf = (by: { queue: QueueName } | { topic: TopicName }) =>
  topology.subscriptions.filter((one) => ('queue' in by ? one.queue === by.queue : one.topic === by.topic));

/** Lets exactly the topics that the queue is subscribed to send to `name`; '' (no policy) when there are none. */
const policyOf = (place: Place, queue: QueueName, name: string): string => {
  const topics = subscriptionsOf({ queue }).map(({ topic }) => arn(place, 'sns', topic));
  if (topics.length === 0) return '';
  const Statement = {
    Sid: 'SubscribedTopics',
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: arn(place, 'sqs', name),
    Condition: { ArnEquals: { 'aws:SourceArn': topics } },
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
};

/** SNS, too, sends to a dead-letter queue (what it cannot deliver), so it needs the same policy. */
const deadLetterQueue = (place: Place, queue: QueueName): DesiredQueue => {
  const name = deadLetterQueueOf(queue);
  return {
    name: place.RESOURCE_PREFIX + name,
    attributes: {
      MessageRetentionPeriod: String(topology.deadLetterQueues.retentionDays * secondsPerDay),
      Policy: policyOf(place, queue, name),
    },
  };
};

const mainQueue = (place: Place, queue: QueueName): DesiredQueue => {
  const { visibilityTimeoutSeconds, maxReceiveCount, retentionDays } = queueSettings(queue);
  const deadLetterTargetArn = arn(place, 'sqs', deadLetterQueueOf(queue));
  return {
    name: place.RESOURCE_PREFIX + queue,
    attributes: {
      VisibilityTimeout: String(visibilityTimeoutSeconds),
      MessageRetentionPeriod: String(retentionDays * secondsPerDay),
      ReceiveMessageWaitTimeSeconds: String(longPollSeconds),
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
      Policy: policyOf(place, queue, queue),
    },
  };
};
