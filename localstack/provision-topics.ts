// Builds the topics and their subscriptions, and repairs subscription attributes that have drifted.
import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  paginateListTopics,
  SetSubscriptionAttributesCommand,
  type SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import type { Aws } from '#platform/aws.ts';
import { type TopicName, topicNames } from '#platform/topology.ts';
import { type DesiredSubscription, desiredSubscriptions } from './desired-messaging.ts';
import { driftOf } from './drift.ts';
import type { Place } from './place.ts';

/**
 * Idempotent. CreateTopic only names a topic that exists.
 * @throws Error when AWS_ACCOUNT_ID or AWS_REGION is not the endpoint's
 */
export const provisionTopics = async (aws: Aws): Promise<void> => {
  await Promise.all(topicNames.map((topic) => ensureTopic(aws, topic)));
};

/** By name alone. */
export const topicsAreThere = async ({ sns, topicArn }: Aws): Promise<boolean> => {
  const arns = new Set<string | undefined>();
  for await (const { Topics } of paginateListTopics({ client: sns }, {}))
    for (const { TopicArn } of Topics ?? []) arns.add(TopicArn);
  return topicNames.every((topic) => arns.has(topicArn(topic)));
};

/** Idempotent. Queues and topics must exist. */
export const provisionSubscriptions = async (aws: Aws, place: Place): Promise<void> => {
  const ensureTopicSubscriptions = async (topic: TopicName) => {
    const TopicArn = aws.topicArn(topic);
    const existing = await subscriptionArns(aws.sns, TopicArn);
    await Promise.all(
      desiredSubscriptions(place, topic).map((desired) =>
        ensureSubscription(aws.sns, TopicArn, existing.get(desired.endpoint), desired),
      ),
    );
  };
  await Promise.all(topicNames.map(ensureTopicSubscriptions));
};

/** @throws Error when the endpoint belongs to another account than the services will address */
const ensureTopic = async (aws: Aws, topic: TopicName): Promise<string> => {
  const expected = aws.topicArn(topic);
  const { TopicArn } = await aws.sns.send(new CreateTopicCommand({ Name: expected.split(':').at(-1) }));
  if (TopicArn === expected) return expected;
  throw new Error(
    `This AWS calls its topic ${TopicArn}, the services would publish to ${expected}: ` +
      `set AWS_ACCOUNT_ID=${TopicArn?.split(':')[4]} and AWS_REGION=${TopicArn?.split(':')[3]}`,
  );
};

/** Subscription ARN by endpoint. */
const subscriptionArns = async (client: SNSClient, TopicArn: string): Promise<Map<string, string>> => {
  const arns = new Map<string, string>();
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
    for (const { Endpoint, SubscriptionArn } of page.Subscriptions ?? [])
      if (Endpoint && SubscriptionArn) arns.set(Endpoint, SubscriptionArn);
  return arns;
};

const repair = async (sns: SNSClient, SubscriptionArn: string, desired: DesiredSubscription) => {
  const current = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  const drift = Object.entries(driftOf(current.Attributes ?? {}, desired.attributes));
  for (const [AttributeName, AttributeValue] of drift)
    await sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
};

const ensureSubscription = async (
  sns: SNSClient,
  TopicArn: string,
  existingArn: string | undefined,
  desired: DesiredSubscription,
): Promise<void> => {
  if (existingArn !== undefined) return repair(sns, existingArn, desired);
  const { endpoint: Endpoint, attributes: Attributes } = desired;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
};
