import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { CreateQueueCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  BatchWriteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { connectAws, createFakeAws, type FakeAws } from './fake-aws.ts';
import { maxLagMs } from './lag.ts';
import { queueUrlOf } from './place.ts';

const start = Date.parse('2026-01-02T03:04:05Z');
const queue = 'payment-queue';

let now: number;
let fake: FakeAws;
beforeEach(() => {
  now = start;
  fake = createFakeAws({ now: () => now, random: () => 0.999 });
});

const receive = (visibility?: number): Message[] => {
  const command = new ReceiveMessageCommand({
    QueueUrl: queueUrlOf(queue),
    MaxNumberOfMessages: 10,
    VisibilityTimeout: visibility,
    MessageSystemAttributeNames: ['All'],
  });
  return (fake.run(command) as { Messages?: Message[] }).Messages ?? [];
};

describe('a queue in the hands of a simulation', () => {
  it('is put into and looked at without a receive', () => {
    const id = fake.queues.sendRaw(queue, 'body', { type: 'OrderCreated' });
    expect(fake.queues.all(queue)).toMatchObject([
      { id, body: 'body', attributes: { type: 'OrderCreated' }, receives: 0, visibleAt: start },
    ]);
    expect(fake.queues.depth(queue)).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
  });

  it('delivers a message twice, under one id and two handles', () => {
    const id = fake.queues.sendRaw(queue, 'body');
    fake.queues.duplicate(queue, id);
    const messages = receive();
    expect(messages.map(({ MessageId }) => MessageId)).toEqual([id, id]);
    expect(new Set(messages.map(({ ReceiptHandle }) => ReceiptHandle)).size).toBe(2);
  });

  it('tells when the next message comes back in sight', () => {
    fake.queues.sendRaw(queue, 'body');
    expect(fake.queues.nextVisibleAt()).toBeUndefined();
    receive(7);
    expect(fake.queues.nextVisibleAt()).toBe(start + 7_000);
    now += 7_000;
    expect(fake.queues.nextVisibleAt()).toBeUndefined();
    expect(receive()).toHaveLength(1);
  });

  it('brings a message back in sight before its time', () => {
    const id = fake.queues.sendRaw(queue, 'body');
    receive();
    fake.queues.expireVisibility(queue, id);
    expect(receive().map(({ Attributes }) => Attributes?.ApproximateReceiveCount)).toEqual(['2']);
  });

  it('forgets what is older than its retention', () => {
    fake.queues.sendRaw(queue, 'body');
    now += 4 * 86_400_000;
    expect(receive()).toEqual([]);
    expect(fake.queues.depth(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it('brings a part of what is there where its randomness says so', () => {
    const cautious = createFakeAws({ now: () => now, random: () => 0 });
    for (const body of ['a', 'b', 'c']) cautious.queues.sendRaw(queue, body);
    const command = new ReceiveMessageCommand({ QueueUrl: queueUrlOf(queue), MaxNumberOfMessages: 10 });
    expect((cautious.run(command) as { Messages: Message[] }).Messages).toHaveLength(1);
  });
});

describe('a read that need not be consistent', () => {
  const TableName = 'OrdersTable';
  const put = (Item: object) => fake.run(new PutCommand({ TableName, Item }));
  const read = (ids: readonly string[], lagMs: number, ConsistentRead = false) => {
    const Keys = ids.map((orderId) => ({ orderId }));
    const command = new BatchGetCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead } } });
    const { Responses } = fake.run(command, () => lagMs) as { Responses: Record<string, object[]> };
    return Responses[TableName];
  };
  const [older, newer] = ['A', 'B'].map((status) => ({ orderId: '1', status }));
  beforeEach(() => {
    put(older as object);
    now += 1_000;
    put(newer as object);
    now += 1_000;
  });

  it.each([
    ['as it is', 0, [newer]],
    ['as it is, when that is long enough ago', 1_000, [newer]],
    ['as it was', 1_001, [older]],
    ['not at all yet', 2_001, []],
  ])('finds an item %s', (_, lagMs, expected) => {
    expect(read(['1'], lagMs)).toEqual(expected);
  });

  it('is not behind where it asks for consistency, nor for what has long been there', () => {
    expect(read(['1'], 2_000, true)).toEqual([newer]);
    now += maxLagMs;
    expect(read(['1'], maxLagMs)).toEqual([newer]);
  });

  it('finds in an index what was there, under what was its key', () => {
    const keysIn = (status: string, lagMs: number) => {
      const command = new QueryCommand({
        TableName,
        IndexName: 'byStatus',
        KeyConditionExpression: 'statusPartition = :status',
        ExpressionAttributeValues: { ':status': status },
      });
      return (fake.run(command, () => lagMs) as { Count: number }).Count;
    };
    const order = { orderId: '2', createdKey: '2026#2' };
    put({ ...order, statusPartition: 'RECEIVED' });
    now += 1_000;
    put({ ...order, statusPartition: 'SHIPPED' });
    expect([keysIn('RECEIVED', 0), keysIn('SHIPPED', 0)]).toEqual([0, 1]);
    expect([keysIn('RECEIVED', 500), keysIn('SHIPPED', 500)]).toEqual([1, 0]);
    expect([keysIn('RECEIVED', 1_500), keysIn('SHIPPED', 1_500)]).toEqual([0, 0]);
  });
});

describe('the fakes', () => {
  it('keep names apart by a prefix', async () => {
    const prefixed = createFakeAws({ now: () => now, random: () => 0, prefix: 'blue-' });
    const aws = connectAws(async (command) => prefixed.run(command), 'blue-');
    const item = { orderId: '1', state: 'A' };
    await aws.dynamo.send(new PutCommand({ TableName: aws.tableName('PaymentsTable'), Item: item }));
    expect(prefixed.tables.item('PaymentsTable', '1')).toEqual(item);
    expect([...prefixed.tables.items('PaymentsTable')]).toEqual([item]);
    const unprefixed = new GetCommand({ TableName: 'PaymentsTable', Key: { orderId: '1' } });
    await expect(aws.dynamo.send(unprefixed)).rejects.toThrow('not found');
  });

  it('keep what was mailed, with the order and the kind in its tags', () => {
    const subject = 'Your order';
    fake.run(
      new SendEmailCommand({
        FromEmailAddress: 'Waybill <orders@waybill.example>',
        Destination: { ToAddresses: ['john.doe@example.com'] },
        Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: 'text' } } } },
        EmailTags: [
          { Name: 'orderId', Value: 'order-1' },
          { Name: 'mail', Value: 'fulfilled' },
        ],
      }),
    );
    const expected = { to: 'john.doe@example.com', subject, orderId: 'order-1', kind: 'fulfilled' };
    expect(fake.mail.sent).toMatchObject([expected]);
  });

  it.each([
    ['a command', new CreateQueueCommand({ QueueName: 'q' }), 'CreateQueueCommand'],
    ['another command', new BatchWriteCommand({ RequestItems: {} }), 'BatchWriteCommand'],
    [
      'an option',
      new PutCommand({ TableName: 'PaymentsTable', Item: { orderId: '1' }, ReturnConsumedCapacity: 'TOTAL' }),
      'ReturnConsumedCapacity',
    ],
    [
      'an expression',
      new UpdateCommand({
        TableName: 'PaymentsTable',
        Key: { orderId: '1' },
        UpdateExpression: 'DELETE tags :tags',
        ExpressionAttributeValues: { ':tags': ['a'] },
      }),
      'DELETE',
    ],
    [
      'a value',
      new PutCommand({ TableName: 'PaymentsTable', Item: { orderId: '1', tags: new Set(['a']) } }),
      'Set',
    ],
  ])('name %s that they do not imitate', (_, command, name) => {
    expect(() => fake.run(command)).toThrow(name);
  });
});
