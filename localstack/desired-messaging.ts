// What topology.json means in the words of SQS and SNS. Pure: no call is made here.
import {
  deadLetterQueueOf,
  type QueueName,
  queueNames,
  queueSettings,
  type TopicName,
  topology,
} from '#platform/topology.ts';
import { ruleArn, subscriptions } from './desired-bus.ts';
import { arnOf, type Place } from './place.ts';

/** The longest poll that SQS has: for receivers that name no wait of their own. */
const longPollSeconds = 20;
const secondsPerDay = 86_400;

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
    endpoint: arnOf(place, 'sqs', queue),
    attributes: {
      RawMessageDelivery: 'true',
      FilterPolicyScope: 'MessageAttributes',
      FilterPolicy: JSON.stringify(filter),
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: arnOf(place, 'sqs', deadLetterQueueOf(queue as QueueName)),
      }),
    },
  }));

const subscriptionsOf = (by: { queue: QueueName } | { topic: TopicName }) =>
  subscriptions.filter((one) => ('queue' in by ? one.queue === by.queue : one.topic === by.topic));

/**
 * Lets exactly the topics that the queue is subscribed to, and the bus's rules for it, send to `name`; '' (no policy) without any.
 * Both, whichever routes: what the other still has under way when the router changes arrives.
 */
const policyOf = (place: Place, queue: QueueName, name: string): string => {
  const subscribed = subscriptionsOf({ queue });
  if (subscribed.length === 0) return '';
  const sources = [
    {
      Sid: 'MatchingRules',
      service: 'events.amazonaws.com',
      arns: subscribed.map((subscription) => ruleArn(place, subscription)),
    },
    {
      Sid: 'SubscribedTopics',
      service: 'sns.amazonaws.com',
      arns: subscribed.map(({ topic }) => arnOf(place, 'sns', topic)),
    },
  ];
  const Statement = sources.map(({ Sid, service, arns }) => ({
    Sid,
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sqs:SendMessage',
    Resource: arnOf(place, 'sqs', name),
    Condition: { ArnEquals: { 'aws:SourceArn': arns } },
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement });
};

/** Routers, too, send to a dead-letter queue (what they cannot deliver), so it needs the same policy. */
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
  const deadLetterTargetArn = arnOf(place, 'sqs', deadLetterQueueOf(queue));
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
