// What the provisioner has built, read back from the emulator, against services/topology.json itself.
import { DescribeTableCommand, DescribeTimeToLiveCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptions,
  paginateListTopics,
} from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, GetQueueUrlCommand, paginateListQueues } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import {
  queueNames,
  queueSettings,
  tableNames,
  tableSettings,
  topicNames,
  topology,
} from '#platform/topology.ts';
import { describeSystem } from './support/system.ts';

const day = 86_400;
const arnOf = (service: string, name: string) => `arn:aws:${service}:us-east-1:000000000000:${name}`;
const nameIn = (arnOrUrl = '') => arnOrUrl.split(/[:/]/).at(-1) ?? '';
const deadLetterQueueOf = (queue: string) => queue + topology.deadLetterQueues.suffix;

describeSystem('what compose builds', 'named', (system) => {
  it('is every queue and its dead-letter queue, and no other', async () => {
    const { sqs } = system().runtime.aws;
    const names: string[] = [];
    for await (const { QueueUrls } of paginateListQueues({ client: sqs }, {}))
      names.push(...(QueueUrls ?? []).map(nameIn));
    expect(names.sort()).toEqual(queueNames.flatMap((queue) => [queue, deadLetterQueueOf(queue)]).sort());
  });

  it('is every topic, and every table, and no other', async () => {
    const { sns } = system().runtime.aws;
    const topics: string[] = [];
    for await (const { Topics } of paginateListTopics({ client: sns }, {}))
      topics.push(...(Topics ?? []).map(({ TopicArn }) => nameIn(TopicArn)));
    expect(topics.sort()).toEqual([...topicNames].sort());
    const { TableNames = [] } = await system().runtime.aws.dynamo.send(new ListTablesCommand({}));
    expect(TableNames.sort()).toEqual([...tableNames].sort());
  });

  it.each(queueNames)('%s: its settings, its redrive policy, and who may send to it', async (queue) => {
    const settings = queueSettings(queue);
    const topics = topology.subscriptions.filter((one) => one.queue === queue).map(({ topic }) => topic);
    // Whichever router an environment has: while it changes from one to the other, both send.
    const rules = topics.map((topic) => `${topic}-to-${queue}`);
    const attributes = await attributesOf(queue);
    expect(attributes).toMatchObject({
      VisibilityTimeout: String(settings.visibilityTimeoutSeconds),
      MessageRetentionPeriod: String(settings.retentionDays * day),
    });
    expect(JSON.parse(attributes.RedrivePolicy ?? '{}')).toMatchObject({
      deadLetterTargetArn: arnOf('sqs', deadLetterQueueOf(queue)),
      maxReceiveCount: settings.maxReceiveCount,
    });
    const { MessageRetentionPeriod } = await attributesOf(deadLetterQueueOf(queue));
    expect(MessageRetentionPeriod).toBe(String(topology.deadLetterQueues.retentionDays * day));
    const allowed = sourcesIn(attributes.Policy).map(nameIn).sort();
    expect(allowed).toEqual([...new Set([...topics, ...rules])].sort());
  });

  it('is every subscription, raw, with its filter and its dead-letter queue, and no other', async () => {
    const { sns } = system().runtime.aws;
    const found: unknown[] = [];
    for await (const { Subscriptions } of paginateListSubscriptions({ client: sns }, {}))
      for (const { SubscriptionArn } of Subscriptions ?? []) {
        const { Attributes = {} } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
        found.push({
          topic: nameIn(Attributes.TopicArn),
          queue: nameIn(Attributes.Endpoint),
          filter: JSON.parse(Attributes.FilterPolicy ?? '{}'),
          scope: Attributes.FilterPolicyScope,
          isRaw: Attributes.RawMessageDelivery,
          deadLetters: nameIn(JSON.parse(Attributes.RedrivePolicy ?? '{}').deadLetterTargetArn),
        });
      }
    const wanted = topology.subscriptions.map(({ topic, queue, filter }) => ({
      topic,
      queue,
      filter,
      scope: 'MessageAttributes',
      isRaw: 'true',
      deadLetters: deadLetterQueueOf(queue),
    }));
    expect(found).toHaveLength(wanted.length);
    expect(found).toEqual(expect.arrayContaining(wanted));
  });

  it.each(tableNames)('%s: its key, its indexes and its expiry', async (table) => {
    const { dynamo } = system().runtime.aws;
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: table }));
    const { key, indexes = {}, expiresAt } = tableSettings(table);
    const keysOf = (schema: { AttributeName?: string | undefined }[] = []) =>
      schema.map(({ AttributeName }) => AttributeName);
    expect(keysOf(Table?.KeySchema)).toEqual(Object.values(key));
    const built = (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName = '', KeySchema, Projection }) => [
      IndexName,
      [...keysOf(KeySchema), Projection?.ProjectionType],
    ]);
    const wanted = Object.entries(indexes).map(([name, { partition, sort, projection }]) => [
      name,
      [partition, sort, projection],
    ]);
    expect(Object.fromEntries(built)).toEqual(Object.fromEntries(wanted));
    const { TimeToLiveDescription } = await dynamo.send(new DescribeTimeToLiveCommand({ TableName: table }));
    expect(TimeToLiveDescription?.AttributeName).toBe(expiresAt);
  });

  it('carries an order to its mail, from the storefront and Swagger UI', async () => {
    const { waybillUrl, mailUrl } = system();
    const page = async (url: string) => (await fetch(url)).text();
    expect(await page(waybillUrl)).toContain('<title>');
    expect(await page(`${waybillUrl}/docs`)).toContain('swagger-ui');
    expect(await page(mailUrl)).toContain('<html');
    await system().stock({ p1: 10 });
    const accepted = await system().order(3);
    await system().untilSettled();
    await system().judge(accepted);
    expect(await system().mailbox()).toHaveLength(3);
  });

  const attributesOf = async (QueueName: string): Promise<Record<string, string>> => {
    const { sqs } = system().runtime.aws;
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    return Attributes ?? {};
  };
});

type Policy = { Statement: { Condition: { ArnEquals: { 'aws:SourceArn': string[] } } }[] };

const sourcesIn = (policy: string | undefined): string[] =>
  policy
    ? (JSON.parse(policy) as Policy).Statement.flatMap((one) => one.Condition.ArnEquals['aws:SourceArn'])
    : [];
