// Conformance: what Waybill relies on in SQS. Each case leaves its queue empty.
import { QueueDoesNotExist, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { attributesOf } from '#messaging/wire.ts';
import { queueSettings } from '#platform/topology.ts';
import { describeAws } from './describe-aws.ts';
import { bodiesOf, createQueueClient, receiveCountOf } from './queue-client.ts';

const queue = 'order-queue';
const deadLetters = 'order-queue-dlq';
const { maxReceiveCount, visibilityTimeoutSeconds } = queueSettings(queue);

describeAws('a queue', (system) => {
  const client = () => createQueueClient(system().aws);
  const one = async (body: string, options: { visibility?: number } = {}) => {
    await client().send(queue, [body]);
    const [message] = await client().receiveAll(queue, 1, options);
    if (!message) throw new Error(`${body} did not come`);
    return message;
  };

  it('is found by its name; another name is refused', async () => {
    expect(await client().urlOf(queue)).toContain(system().aws.queueName(queue));
    await expect(client().urlOf('no-such-queue')).rejects.toBeInstanceOf(QueueDoesNotExist);
  });

  it('has the settings of services/topology.json', async () => {
    const attributes = await client().attributes(queue);
    expect(attributes.VisibilityTimeout).toBe(String(visibilityTimeoutSeconds));
    const policy = JSON.parse(attributes.RedrivePolicy ?? '{}');
    expect(Number(policy.maxReceiveCount)).toBe(maxReceiveCount);
    expect(policy.deadLetterTargetArn).toContain(`:${system().aws.queueName(deadLetters)}`);
  });

  it('delivers what was sent, with its attributes, and not again once it is deleted', async () => {
    const attributes = { type: 'OrderCreated', outcome: 'restock' };
    await client().send(queue, ['first', 'second'], attributes);
    const messages = await client().receiveAll(queue, 2);
    expect(bodiesOf(messages)).toEqual(['first', 'second']);
    for (const message of messages) {
      expect(receiveCountOf(message)).toBe(1);
      const values = Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue }]) => [
        name,
        StringValue,
      ]);
      expect(Object.fromEntries(values)).toEqual(attributes);
      await client().delete(queue, message);
    }
    expect(await client().receive(queue)).toEqual([]);
  });

  it('brings no attributes but those that were asked for', async (context) => {
    system().knownToDeviate(context, { embedded: 'fauxqs brings all when none is named' });
    await client().send(queue, ['named'], { type: 'OrderCreated', outcome: 'restock' });
    const command = { QueueUrl: await client().urlOf(queue), WaitTimeSeconds: 1, VisibilityTimeout: 0 };
    const { Messages: [bare] = [] } = await system().aws.sqsReceiver.send(new ReceiveMessageCommand(command));
    expect([bare?.Attributes ?? {}, bare?.MessageAttributes ?? {}]).toEqual([{}, {}]);
    const { Messages: [named] = [] } = await system().aws.sqsReceiver.send(
      new ReceiveMessageCommand({ ...command, MessageAttributeNames: ['outcome'] }),
    );
    expect(Object.keys(named?.MessageAttributes ?? {})).toEqual(['outcome']);
    if (named) await client().delete(queue, named);
  });

  it('brings at most as many messages as were asked for', async () => {
    await client().send(queue, ['a', 'b', 'c']);
    const few = await client().receive(queue, { most: 2, wait: 1 });
    expect(few.length).toBeLessThanOrEqual(2);
    const rest = await client().receiveAll(queue, 3 - few.length);
    expect(bodiesOf([...few, ...rest])).toEqual(['a', 'b', 'c']);
    for (const message of [...few, ...rest]) await client().delete(queue, message);
  });

  it('counts what is visible and what is in flight', async () => {
    await client().send(queue, ['counted', 'counted too']);
    const [first] = await client().receive(queue, { most: 1, wait: 1 });
    const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } =
      await client().attributes(queue);
    expect([ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible]).toEqual(['1', '1']);
    const [second] = await client().receiveAll(queue, 1);
    for (const message of [first, second]) if (message) await client().delete(queue, message);
  });

  it('delivers a message again when its visibility timeout has run out, under a new handle', async () => {
    const first = await one('again', { visibility: 1 });
    expect(await client().receive(queue)).toEqual([]);
    await system().wait(1);
    const [second] = await client().receiveAll(queue, 1);
    expect(second?.MessageId).toBe(first.MessageId);
    expect(second?.ReceiptHandle).not.toBe(first.ReceiptHandle);
    expect(second && receiveCountOf(second)).toBe(2);
    if (second) await client().delete(queue, second);
  });

  it('lets the latest handle delete a message after its visibility timeout has run out', async () => {
    const message = await one('late', { visibility: 1 });
    await system().wait(1);
    await client().delete(queue, message);
    expect(await client().receive(queue)).toEqual([]);
  });

  it('takes the handle of an earlier delivery without an error', async () => {
    const first = await one('stale', { visibility: 0 });
    const [second] = await client().receiveAll(queue, 1);
    await expect(client().delete(queue, first)).resolves.toBeDefined();
    if (second) await client().delete(queue, second);
  });

  it('deletes twice without an error', async () => {
    const message = await one('twice');
    await client().delete(queue, message);
    await expect(client().delete(queue, message)).resolves.toBeDefined();
  });

  it('shows a message at once whose visibility is set to zero, and counts on', async () => {
    const first = await one('back');
    const { Failed } = await client().changeVisibility(queue, [first], 0);
    expect(Failed ?? []).toEqual([]);
    const [second] = await client().receiveAll(queue, 1);
    expect(second && receiveCountOf(second)).toBe(2);
    if (second) await client().delete(queue, second);
  });

  it('fails to change the visibility of what is not in flight, in its own entry', async () => {
    const gone = await one('gone');
    await client().delete(queue, gone);
    const there = await one('there');
    const { Failed, Successful } = await client().changeVisibility(queue, [gone, there], 30);
    expect(Successful?.map(({ Id }) => Id)).toEqual(['1']);
    expect(Failed?.map(({ Id, SenderFault }) => [Id, SenderFault])).toEqual([['0', true]]);
    await client().delete(queue, there);
  });

  it('fails to delete under a handle that it never gave out, in its own entry', async (context) => {
    system().knownToDeviate(context, { embedded: 'fauxqs takes any receipt handle' });
    const { ReceiptHandle } = await one('kept');
    const { Failed, Successful } = await client().deleteBatch(queue, [
      { Id: 'bad', ReceiptHandle: 'no-such-handle' },
      { Id: 'good', ReceiptHandle },
    ]);
    expect(Successful?.map(({ Id }) => Id)).toEqual(['good']);
    expect(Failed?.map(({ Id }) => Id)).toEqual(['bad']);
  });

  it('moves a message to its dead-letter queue instead of delivering it once too often', async () => {
    await client().send(queue, ['poison'], { type: 'OrderCreated' });
    const counts: number[] = [];
    for (let round = 0; round < maxReceiveCount; round += 1)
      counts.push(...(await client().receiveAll(queue, 1, { visibility: 0 })).map(receiveCountOf));
    expect(counts).toEqual(Array.from({ length: maxReceiveCount }, (_, index) => index + 1));
    expect(await client().receive(queue)).toEqual([]);
    const [dead] = await client().receiveAll(deadLetters, 1);
    expect([dead?.Body, dead?.MessageAttributes?.type?.StringValue]).toEqual(['poison', 'OrderCreated']);
    if (dead) await client().delete(deadLetters, dead);
  });

  it('refuses a batch that is empty, too large, or whose entries share an Id', async () => {
    const bodies = Array.from({ length: 11 }, (_, index) => `body ${index}`);
    const refusal = (name: string) => expect.objectContaining({ name });
    await expect(client().send(queue, [])).rejects.toEqual(refusal('EmptyBatchRequest'));
    await expect(client().send(queue, bodies)).rejects.toEqual(refusal('TooManyEntriesInBatchRequest'));
    const handle = { Id: 'same', ReceiptHandle: 'any' };
    const repeated = client().deleteBatch(queue, [handle, handle]);
    await expect(repeated).rejects.toEqual(refusal('BatchEntryIdsNotDistinct'));
  });

  it('refuses an attribute without a value', async (context) => {
    system().knownToDeviate(context, {
      embedded: 'fauxqs takes empty attribute values',
      moto: 'moto takes empty attribute values',
    });
    const command = new SendMessageCommand({
      QueueUrl: await client().urlOf(queue),
      MessageBody: 'body',
      MessageAttributes: attributesOf({ outcome: '' }),
    });
    await expect(system().aws.sqs.send(command)).rejects.toThrow('outcome');
    expect(await client().receive(queue)).toEqual([]);
  });
});
