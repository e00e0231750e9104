// What the stack has made on AWS, read back and compared with services/topology.json, by way of what the local provisioner
// would make of it: the same queues, filters and tables, and besides them what only AWS needs.
import {
  type CreateTableCommandInput,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type KeySchemaElement,
  ListTablesCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  paginateListTopics,
} from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, GetQueueUrlCommand, paginateListQueues } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import type { Aws } from '#platform/aws.ts';
import type { Env } from '#platform/env.ts';
import {
  deadLetterQueueOf,
  queueNames,
  queueSettings,
  tableNames,
  tableSettings,
  topicNames,
} from '#platform/topology.ts';
import { desiredQueues, desiredSubscriptions } from '../../localstack/desired-messaging.ts';
import { desiredTable } from '../../localstack/desired-table.ts';
import { driftOf } from '../../localstack/drift.ts';
import { describeStack } from './support/stack.ts';

type Statement = { Sid: string; Effect: string; Action: string; Resource?: string; Condition: unknown };

const denyInsecureTransport = {
  Sid: 'DenyInsecureTransport',
  Effect: 'Deny',
  Principal: '*',
  Action: 'sqs:*',
};

const attributesOf = async (aws: Aws, QueueName: string): Promise<Record<string, string>> => {
  const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName }));
  const answer = await aws.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return answer.Attributes ?? {};
};

const statementsOf = (policy: string): Statement[] => (policy === '' ? [] : JSON.parse(policy).Statement);

/** AWS's own topics exist on AWS alone, and so does what lets them send. */
const ofForeignTopics = (env: Env, name: string, Resource: string | undefined) =>
  queueNames.flatMap((queue) => {
    const { foreign } = queueSettings(queue);
    const isMeant = [queue, deadLetterQueueOf(queue)].some((one) => env.RESOURCE_PREFIX + one === name);
    if (!foreign || !isMeant) return [];
    const topic = `arn:aws:sns:${env.AWS_REGION}:${env.AWS_ACCOUNT_ID}:${env.RESOURCE_PREFIX}${foreign.topic}`;
    const Condition = { ArnEquals: { 'aws:SourceArn': [topic] } };
    const Principal = { Service: 'sns.amazonaws.com' };
    return [
      { Sid: 'SubscribedTopics', Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource, Condition },
    ];
  });

describeStack('the queues of an environment', (stack) => {
  it('are as the local provisioner makes them, and closed to whoever comes without TLS', async () => {
    const { aws, env } = stack().runtime;
    // Terraform calls the bus after the environment.
    const { main, deadLetter } = desiredQueues({ ...env, EVENT_BUS: env.RESOURCE_PREFIX.replace(/-$/, '') });
    for (const { name, attributes } of [...main, ...deadLetter]) {
      const { Policy: desiredPolicy = '', ...desired } = attributes;
      const { Policy = '', ...current } = await attributesOf(aws, name);
      expect([name, driftOf(current, desired)]).toEqual([name, {}]);
      const allowed = statementsOf(Policy).filter(({ Sid }) => Sid !== denyInsecureTransport.Sid);
      const expected = [...statementsOf(desiredPolicy), ...ofForeignTopics(env, name, current.QueueArn)];
      expect([name, allowed]).toEqual([name, expected]);
      const Condition = { Bool: { 'aws:SecureTransport': 'false' } };
      expect(statementsOf(Policy)).toContainEqual({
        ...denyInsecureTransport,
        Resource: current.QueueArn,
        Condition,
      });
    }
  });

  it('are encrypted, and a dead-letter queue takes from its own queue alone', async () => {
    const { aws, env } = stack().runtime;
    const { main } = desiredQueues(env);
    for (const { name } of main) {
      const { QueueArn, RedrivePolicy = '', SqsManagedSseEnabled } = await attributesOf(aws, name);
      const { deadLetterTargetArn } = JSON.parse(RedrivePolicy) as { deadLetterTargetArn: string };
      const deadLetter = await attributesOf(aws, String(deadLetterTargetArn.split(':').at(-1)));
      expect([name, SqsManagedSseEnabled, deadLetter.SqsManagedSseEnabled]).toEqual([name, 'true', 'true']);
      expect(JSON.parse(deadLetter.RedriveAllowPolicy ?? '')).toEqual({
        redrivePermission: 'byQueue',
        sourceQueueArns: [QueueArn],
      });
    }
  });

  it('are those', async () => {
    const { aws, env } = stack().runtime;
    const urls: string[] = [];
    for await (const page of paginateListQueues(
      { client: aws.sqs },
      { QueueNamePrefix: env.RESOURCE_PREFIX },
    ))
      urls.push(...(page.QueueUrls ?? []));
    const { main, deadLetter } = desiredQueues(env);
    const expected = [...main, ...deadLetter].map(({ name }) => name);
    expect(urls.map((url) => url.split('/').at(-1)).sort()).toEqual(expected.sort());
  });
});

describeStack('the topics of an environment', (stack) => {
  it('deliver to the queues that are subscribed, what their filters let through, and to no other', async () => {
    const { aws, env } = stack().runtime;
    for (const topic of topicNames) {
      const found = new Map<string, Record<string, string>>();
      const TopicArn = aws.topicArn(topic);
      for await (const page of paginateListSubscriptionsByTopic({ client: aws.sns }, { TopicArn }))
        for (const { SubscriptionArn, Endpoint = '' } of page.Subscriptions ?? []) {
          const answer = await aws.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
          found.set(Endpoint, answer.Attributes ?? {});
        }
      const desired = desiredSubscriptions(env, topic);
      expect([...found.keys()].sort()).toEqual(desired.map(({ endpoint }) => endpoint).sort());
      for (const { endpoint, attributes } of desired)
        expect([topic, endpoint, driftOf(found.get(endpoint) ?? {}, attributes)]).toEqual([
          topic,
          endpoint,
          {},
        ]);
    }
  });

  it('are those of our events, and those by which AWS tells something', async () => {
    const { aws, env } = stack().runtime;
    const arns: string[] = [];
    for await (const page of paginateListTopics({ client: aws.sns }, {}))
      arns.push(...(page.Topics ?? []).map(({ TopicArn = '' }) => TopicArn));
    const names = arns
      .map((arn) => String(arn.split(':').at(-1)))
      .filter((name) => name.startsWith(env.RESOURCE_PREFIX));
    const ofAws = queueNames.flatMap((queue) => queueSettings(queue).foreign?.topic ?? []);
    const own = names
      .map((name) => name.slice(env.RESOURCE_PREFIX.length))
      .filter((name) => !ofAws.includes(name));
    expect(own.sort()).toEqual([...topicNames].sort());
  });
});

/** A table's keys and indexes in words, in an order of their own. */
const shapeOf = (table: TableDescription | CreateTableCommandInput | undefined) => {
  const keys = (schema: KeySchemaElement[] | undefined) =>
    schema?.map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).join(', ');
  const indexes = (table?.GlobalSecondaryIndexes ?? []).map(
    ({ IndexName, KeySchema, Projection }) =>
      `${IndexName}: ${keys(KeySchema)}: ${Projection?.ProjectionType}`,
  );
  const attributes = (table?.AttributeDefinitions ?? []).map(
    ({ AttributeName, AttributeType }) => `${AttributeName} ${AttributeType}`,
  );
  return { keys: keys(table?.KeySchema), indexes: indexes.sort(), attributes: attributes.sort() };
};

describeStack('the tables of an environment', (stack) => {
  it.each(tableNames)('%s has the keys, indexes and expiry of the topology', async (table) => {
    const { aws } = stack().runtime;
    const TableName = aws.tableName(table);
    const { Table } = await aws.dynamo.send(new DescribeTableCommand({ TableName }));
    expect(Table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
    expect(shapeOf(Table)).toEqual(shapeOf(desiredTable(TableName, tableSettings(table))));
    const { TimeToLiveDescription } = await aws.dynamo.send(new DescribeTimeToLiveCommand({ TableName }));
    const isExpiring = TimeToLiveDescription?.TimeToLiveStatus?.startsWith('ENABL') ?? false;
    expect(isExpiring ? TimeToLiveDescription?.AttributeName : undefined).toBe(
      tableSettings(table).expiresAt,
    );
  });

  it.each(tableNames)('%s can be restored to any second', async (table) => {
    const { aws } = stack().runtime;
    const TableName = aws.tableName(table);
    const { ContinuousBackupsDescription } = await aws.dynamo.send(
      new DescribeContinuousBackupsCommand({ TableName }),
    );
    const { PointInTimeRecoveryDescription: recovery } = ContinuousBackupsDescription ?? {};
    expect(recovery?.PointInTimeRecoveryStatus).toBe('ENABLED');
  });

  it('are those', async () => {
    const { aws, env } = stack().runtime;
    const { TableNames: names = [] } = await aws.dynamo.send(new ListTablesCommand({}));
    expect(names.filter((name) => name.startsWith(env.RESOURCE_PREFIX)).sort()).toEqual(
      tableNames.map((table) => aws.tableName(table)).sort(),
    );
  });
});
