// What the subscriptions of topology.json mean in the words of EventBridge: a rule for each, with its queue as the only
// target, so that each queue receives exactly what it receives from topics. Pure: no call is made here.
import { eventBusName } from '#platform/aws.ts';
import { deadLetterQueueOf, type QueueName, serviceNames, topology } from '#platform/topology.ts';
import { arnOf, type Place } from './place.ts';

/** An outcome, or whether there is one at all; both mean the same to SNS and to EventBridge. */
type Values = (string | { exists: boolean })[];
type Subscription = {
  topic: string;
  queue: string;
  filter: { type: string[]; outcome?: Values };
};
type Pattern = { source: string[]; 'detail-type': string[]; detail?: { outcome: Values } };
type Target = {
  Id: string;
  Arn: string;
  InputPath: string;
  DeadLetterConfig: { Arn: string };
  RetryPolicy: { MaximumRetryAttempts: number; MaximumEventAgeInSeconds: number };
};
export type DesiredRule = { name: string; pattern: Pattern; target: Target };

/** The most that EventBridge has: what it cannot deliver in a day lies in the dead-letter queue. */
const RetryPolicy = { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 };

export const subscriptions: readonly Subscription[] = topology.subscriptions;

export const desiredRules = (place: Place): DesiredRule[] =>
  subscriptions.map((subscription) => ({
    name: ruleName(subscription),
    pattern: patternOf(subscription),
    target: targetOf(place, subscription),
  }));

/** Unique on its bus, whose name has the prefix. */
const ruleName = ({ topic, queue }: Subscription): string => `${topic}-to-${queue}`;

export const ruleArn = (place: Place, subscription: Subscription): string =>
  `arn:aws:events:${place.AWS_REGION}:${place.AWS_ACCOUNT_ID}:rule/${eventBusName(place)}/${ruleName(subscription)}`;

/** A topic is what one service publishes, so that the service stands for it on the bus. */
export const patternOf = ({ topic, filter }: Subscription): Pattern => ({
  source: serviceNames
    .filter((name) => (topology.services[name].publishes as string[]).includes(topic))
    .map((name) => `waybill.${name}`),
  'detail-type': filter.type,
  ...(filter.outcome && { detail: { outcome: filter.outcome } }),
});

const targetOf = (place: Place, { queue }: Subscription): Target => ({
  Id: 'queue',
  Arn: arnOf(place, 'sqs', queue),
  InputPath: '$.detail',
  DeadLetterConfig: { Arn: arnOf(place, 'sqs', deadLetterQueueOf(queue as QueueName)) },
  RetryPolicy,
});
