// Reads back from the embedded AWS what provisioning built, and compares it with topology.json.
import { DescribeTableCommand, DescribeTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsCommand,
  PublishBatchCommand,
  SetSubscriptionAttributesCommand,
} from '@aws-sdk/client-sns';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readEnv } from '#platform/env.ts';
import { createRuntime, type Runtime } from '#platform/runtime.ts';
import {
  deadLetterQueueOf,
  queueNames,
  queueSettings,
  tableNames,
  tableSettings,
  topology,
} from '#platform/topology.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { provision } from './provision.ts';

const day = 86_400;
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const topicArn = (name: string) => `arn:aws:sns:us-east-1:000000000000:${name}`;

const queueUrl = async ({ aws }: Runtime, name: string) =>
  (await aws.sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;

const queueAttributes = async (runtime: Runtime, name: string) => {
  const QueueUrl = await queueUrl(runtime, name);
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
  return (await runtime.aws.sqs.send(command)).Attributes ?? {};
};

const subscriptions = async ({ aws }: Runtime) => {
  const { Subscriptions = [] } = await aws.sns.send(new ListSubscriptionsCommand({}));
  return Promise.all(
    Subscriptions.map(async ({ SubscriptionArn }) => {
      const command = new GetSubscriptionAttributesCommand({ SubscriptionArn });
      return (await aws.sns.send(command)).Attributes ?? {};
    }),
  );
};

const table = async ({ aws }: Runtime, name: string) =>
  (await aws.dynamo.send(new DescribeTableCommand({ TableName: name }))).Table;

const timeToLive = async ({ aws }: Runtime, name: string) =>
  (await aws.dynamo.send(new DescribeTimeToLiveCommand({ TableName: name }))).TimeToLiveDescription;

/** Everything that provisioning is about, as the endpoint tells it. */
const readBack = async (runtime: Runtime) => ({
  queues: await Promise.all(
    queueNames.flatMap((queue) =>
      [queue, deadLetterQueueOf(queue)].map((name) => queueAttributes(runtime, name)),
    ),
  ),
  subscriptions: await subscriptions(runtime),
  tables: await Promise.all(tableNames.map((name) => table(runtime, name))),
  expiry: await Promise.all(tableNames.map((name) => timeToLive(runtime, name))),
});

/** The names of the calls that `work` makes. */
const callsOf = async ({ aws }: Runtime, work: () => Promise<void>): Promise<string[]> => {
  const spies = [vi.spyOn(aws.sqs, 'send'), vi.spyOn(aws.sns, 'send'), vi.spyOn(aws.dynamo, 'send')];
  await work();
  const calls = spies.flatMap((spy) => spy.mock.calls.map(([command]) => command.constructor.name));
  for (const spy of spies) spy.mockRestore();
  return calls;
};

describe('provisioning', () => {
  let aws: TestAws;
  let runtime: Runtime;
  beforeAll(async () => {
    aws = await startTestAws();
    runtime = aws.runtime;
  });
  afterAll(() => aws.stop());

  it.each(queueNames)('gives %s its timeouts and its dead-letter queue', async (queue) => {
    const settings = queueSettings(queue);
    const { RedrivePolicy, ...attributes } = await queueAttributes(runtime, queue);
    expect(attributes).toMatchObject({
      VisibilityTimeout: String(settings.visibilityTimeoutSeconds),
      MessageRetentionPeriod: String(settings.retentionDays * day),
      ReceiveMessageWaitTimeSeconds: '20',
    });
    expect(JSON.parse(RedrivePolicy ?? '')).toEqual({
      deadLetterTargetArn: queueArn(`${queue}-dlq`),
      maxReceiveCount: settings.maxReceiveCount,
    });
    const deadLetters = await queueAttributes(runtime, `${queue}-dlq`);
    expect(deadLetters.MessageRetentionPeriod).toBe(String(topology.deadLetterQueues.retentionDays * day));
  });

  it('lets exactly the subscribed topics and their rules send, to a queue and to its dead-letter queue', async () => {
    for (const name of ['shipping-queue', 'shipping-queue-dlq']) {
      const { Policy } = await queueAttributes(runtime, name);
      expect(JSON.parse(Policy ?? '').Statement).toEqual([
        expect.objectContaining({
          Sid: 'MatchingRules',
          Principal: { Service: 'events.amazonaws.com' },
          Condition: {
            ArnEquals: {
              'aws:SourceArn': [
                expect.stringMatching(/:rule\/.*order-events-to-shipping-queue$/),
                expect.stringMatching(/:rule\/.*inventory-status-to-shipping-queue$/),
              ],
            },
          },
        }),
        {
          Sid: 'SubscribedTopics',
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: queueArn(name),
          Condition: {
            ArnEquals: { 'aws:SourceArn': [topicArn('order-events'), topicArn('inventory-status')] },
          },
        },
      ]);
    }
    expect(await queueAttributes(runtime, 'order-queue')).not.toHaveProperty('Policy');
  });

  it('subscribes as topology.json says: raw, filtered, what is undeliverable to the dead-letter queue', async () => {
    const found = (await subscriptions(runtime)).map((attributes) => ({
      topic: attributes.TopicArn,
      queue: attributes.Endpoint,
      raw: attributes.RawMessageDelivery,
      filter: JSON.parse(attributes.FilterPolicy ?? ''),
      deadLetters: JSON.parse(attributes.RedrivePolicy ?? ''),
    }));
    const expected = topology.subscriptions.map(({ topic, queue, filter }) => ({
      topic: topicArn(topic),
      queue: queueArn(queue),
      raw: 'true',
      filter,
      deadLetters: { deadLetterTargetArn: queueArn(`${queue}-dlq`) },
    }));
    expect(found).toHaveLength(expected.length);
    expect(found).toEqual(expect.arrayContaining(expected));
  });

  it.each(tableNames)('builds %s with its key, indexes and expiry, on demand', async (name) => {
    const settings = tableSettings(name);
    const built = await table(runtime, name);
    expect(built?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
    const { partition, sort } = settings.key;
    const key = built?.KeySchema?.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`);
    expect(key).toEqual(sort ? [`${partition} HASH`, `${sort} RANGE`] : [`${partition} HASH`]);
    const indexes = built?.GlobalSecondaryIndexes?.map((index) => ({
      name: index.IndexName,
      keys: index.KeySchema?.map((key) => key.AttributeName),
      projection: index.Projection?.ProjectionType,
    }));
    const expected = Object.entries(settings.indexes ?? {}).map(
      ([index, { partition, sort, projection }]) => ({
        name: index,
        keys: [partition, sort],
        projection,
      }),
    );
    expect(indexes ?? []).toEqual(expected);
    expect((await timeToLive(runtime, name))?.AttributeName).toBe(settings.expiresAt);
  });

  it('delivers a published event to the queues whose filter it passes, and to no other', async () => {
    const attributes = { type: 'PaymentProcessed', outcome: 'declined' };
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    );
    const entry = { Id: '1', Message: 'a declined payment', MessageAttributes };
    const TopicArn = runtime.aws.topicArn('payment-status');
    await runtime.aws.sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [entry] }));
    await aws.spy.waitForMessage({ service: 'sqs', body: entry.Message }, 'published', 5_000);
    const delivered = aws.spy
      .getAllMessages()
      .filter((message) => message.service === 'sqs' && message.body === entry.Message);
    expect(delivered).toMatchObject([
      { queueName: 'order-status-queue', messageAttributes: MessageAttributes },
    ]);
  });

  it('changes nothing when run again', async () => {
    const before = await readBack(runtime);
    const calls = await callsOf(runtime, () => provision(runtime));
    expect(await readBack(runtime)).toEqual(before);
    const names = new Set(calls.filter((call) => !/^(Get|List|Describe)/.test(call)));
    expect([...names]).toEqual(['CreateTopicCommand']);
  });

  it('sets right what has drifted, and only that', async () => {
    const before = await readBack(runtime);
    const QueueUrl = await queueUrl(runtime, 'payment-queue');
    const Attributes = { VisibilityTimeout: '7', Policy: '' };
    await runtime.aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    const [subscription] = before.subscriptions;
    const drifted = { AttributeName: 'FilterPolicy', AttributeValue: '{"type":["Nothing"]}' };
    const SubscriptionArn = subscription?.SubscriptionArn;
    await runtime.aws.sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, ...drifted }));

    const calls = await callsOf(runtime, () => provision(runtime));
    const withoutTimes = (value: unknown) =>
      JSON.stringify(value).replaceAll(/"LastModified\w+":"\d+",/g, '');
    expect(withoutTimes(await readBack(runtime))).toBe(withoutTimes(before));
    expect(calls.filter((call) => call.startsWith('Set')).sort()).toEqual([
      'SetQueueAttributesCommand',
      'SetSubscriptionAttributesCommand',
    ]);
  });

  it('puts RESOURCE_PREFIX before every name', async () => {
    const prefixed = createRuntime(readEnv({ ...aws.variables, RESOURCE_PREFIX: 'blue-' }));
    await provision(prefixed);
    const { RedrivePolicy, Policy } = await queueAttributes(prefixed, 'blue-shipping-queue');
    expect(RedrivePolicy).toContain(queueArn('blue-shipping-queue-dlq'));
    expect(Policy).toContain(topicArn('blue-inventory-status'));
    expect(await table(prefixed, 'blue-OrdersTable')).toMatchObject({ TableStatus: 'ACTIVE' });
    prefixed.aws.close();
  });

  it('refuses AWS itself', async () => {
    const real = createRuntime(readEnv({}));
    await expect(provision(real)).rejects.toThrow(/AWS_ENDPOINT_URL_SQS.*would reach AWS itself/);
    real.aws.close();
  });

  it('says so when the endpoint belongs to another account', async () => {
    const other = createRuntime(readEnv({ ...aws.variables, AWS_ACCOUNT_ID: '123456789012' }));
    await expect(provision(other)).rejects.toThrow('set AWS_ACCOUNT_ID=000000000000');
    other.aws.close();
  });
});
