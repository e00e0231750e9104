// The proxy before the real emulators: known calls must give known counts.
import {
  BatchExecuteStatementCommand,
  CreateTableCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { CreateTopicCommand, PublishBatchCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Aws } from '#platform/aws.ts';
import { readEnv } from '#platform/env.ts';
import { createRuntime } from '#platform/runtime.ts';
import { credentials } from '../aws.ts';
import { type Emulators, startEmulators } from '../emulators.ts';
import { type CountingProxy, startProxy } from './proxy.ts';

let emulators: Emulators;
let proxy: CountingProxy;
let aws: Aws;
let QueueUrl: string;

const TableName = 'stock';

const createTable = () =>
  aws.dynamo.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: ['id', 'status'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byStatus',
          KeySchema: [{ AttributeName: 'status', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );

beforeAll(async () => {
  Object.assign(process.env, credentials);
  emulators = await startEmulators();
  const started = await startProxy(emulators.endpoints);
  proxy = started.proxy;
  aws = createRuntime(readEnv({ ...started.variables, RECEIVE_WAIT_SECONDS: '1', LOG_LEVEL: 'silent' })).aws;
  await createTable();
  QueueUrl = (await aws.sqs.send(new CreateQueueCommand({ QueueName: 'queue' }))).QueueUrl ?? '';
});
afterAll(async () => {
  aws.close();
  await Promise.all([proxy.stop(), emulators.stop()]);
});
beforeEach(() => proxy.call('reset'));

const put = (item: Record<string, string>, condition: object = {}) =>
  aws.dynamo.send(
    new PutItemCommand({
      TableName,
      Item: Object.fromEntries(Object.entries(item).map(([name, S]) => [name, { S }])),
      ...condition,
    }),
  );
const units = async () => (await proxy.call('counts')).units;
const large = 'x'.repeat(1_500);

it('counts units by table and index: by the KB, with each change of an index', async () => {
  await put({ id: 'a' });
  await put({ id: 'b', large });
  await put({ id: 'c', status: 'open' });
  await put({ id: 'c', status: 'closed' });
  expect(await units()).toEqual({
    stock: { read: 0, write: 1 + 2 + 1 + 1 },
    'stock/byStatus': { read: 0, write: 1 + 2 },
  });
});

it('counts transactions twice, and conditions that refuse', async () => {
  await put({ id: 'd' });
  const newItem = { ConditionExpression: 'attribute_not_exists(id)' };
  await expect(put({ id: 'd', large }, newItem)).rejects.toThrow('condition');
  const Put = { TableName, Item: { id: { S: 'e' }, large: { S: large } } };
  await aws.dynamo.send(new TransactWriteItemsCommand({ TransactItems: [{ Put }] }));
  expect(await units()).toEqual({ stock: { read: 0, write: 1 + 2 + 4 } });
  const { refusals } = await proxy.call('counts');
  expect(refusals).toEqual({ 'dynamodb PutItem 400 ConditionalCheckFailedException': 1 });
});

it('counts PartiQL batches, the refused statements too, and the writes to one item', async () => {
  await put({ id: 'product#hot' });
  await put({ id: 'f' });
  await proxy.call('reset');
  await proxy.call('watch', 'hot');
  const statement = (id: string, condition = '') => ({
    Statement: `UPDATE "stock" SET n = ? WHERE id = ?${condition}`,
    Parameters: [{ N: '1' }, { S: id }],
  });
  const Statements = [statement('product#hot'), statement('f', ' AND n > 5')];
  await aws.dynamo.send(new BatchExecuteStatementCommand({ Statements }));
  const Key = { id: { S: 'product#hot' } };
  await aws.dynamo.send(new UpdateItemCommand({ TableName, Key, UpdateExpression: 'REMOVE n' }));
  const counts = await proxy.call('counts');
  expect(counts.units).toEqual({ stock: { read: 0, write: 3 } });
  expect(counts.watchedWrites).toBe(2);
});

it('counts calls of SQS and SNS by action, and what they are charged as', async () => {
  const { TopicArn } = await aws.sns.send(new CreateTopicCommand({ Name: 'topic' }));
  const entries = ['1', '2'].map((Id) => ({ Id, Message: 'm', MessageBody: 'x'.repeat(40_000) }));
  await aws.sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: entries }));
  await aws.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: entries }));
  await aws.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  const { calls, billed } = await proxy.call('counts');
  expect(calls).toEqual({
    'sns CreateTopic': 1,
    'sns PublishBatch': 1,
    'sqs SendMessageBatch': 1,
    'sqs ReceiveMessage': 1,
  });
  expect(billed).toEqual({ sqs: 2 + 2, sns: 2 });
});

it('hides the queues while the gate is closed, and shows them when it opens', async () => {
  await proxy.call('closeGate');
  await aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' }));
  const receive = (WaitTimeSeconds: number) =>
    aws.sqsReceiver.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds, VisibilityTimeout: 0 }));
  expect((await receive(0)).Messages).toBeUndefined();
  const receiving = receive(5);
  await proxy.call('openGate');
  expect((await receiving).Messages).toHaveLength(1);
});

it('delays each call as told', async () => {
  await proxy.call('setLatency', 50);
  const startedAt = performance.now();
  await put({ id: 'g' });
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(49);
  await proxy.call('setLatency', 0);
});

it('counts mails by recipient', async () => {
  const Simple = { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } };
  const mail = new SendEmailCommand({
    FromEmailAddress: 'shop@example.com',
    Destination: { ToAddresses: ['customer@example.com'] },
    Content: { Simple },
  });
  await aws.ses.send(mail);
  expect(await proxy.call('mailsUntil', 1, 5_000)).toMatchObject({ recipients: 1 });
  expect(await proxy.call('mailCounts')).toEqual({ 'customer@example.com': 1 });
});
