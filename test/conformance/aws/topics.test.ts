// Conformance: what Waybill relies on in SNS, with the subscriptions of services/topology.json.
import { randomUUID } from 'node:crypto';
import { NotFoundException, PublishBatchCommand, PublishCommand } from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import { attributesOf } from '#messaging/wire.ts';
import { queueNames, type TopicName } from '#platform/topology.ts';
import { describeAws } from './describe-aws.ts';
import { bodiesOf, createQueueClient } from './queue-client.ts';
import { bodyOf, events, expectedIn } from './routed-events.ts';

type Attributes = Record<string, string>;

describeAws('a topic', (system) => {
  const publish = (topic: TopicName, batch: readonly { body: string; attributes: Attributes }[]) =>
    system().aws.sns.send(
      new PublishBatchCommand({
        TopicArn: system().aws.topicArn(topic),
        PublishBatchRequestEntries: batch.map(({ body, attributes }, index) => ({
          Id: String(index),
          Message: body,
          MessageAttributes: attributesOf(attributes),
        })),
      }),
    );

  it('brings each event, raw, to the queues whose subscription asks for its type and outcome, and to no other', async () => {
    for (const event of events)
      await publish(event.topic, [{ body: bodyOf(event), attributes: event.attributes }]);
    const client = createQueueClient(system().aws);
    for (const queue of queueNames) {
      const expected = expectedIn(queue);
      const messages = await client.receiveAll(queue, expected.length);
      expect(bodiesOf(messages), queue).toEqual(expected);
      expect(await client.receive(queue), `more in ${queue}`).toEqual([]);
      for (const message of messages) await client.delete(queue, message);
    }
  });

  it('passes attributes on that no filter names, and publishes a batch as ten events', async () => {
    const traceparent = `00-${randomUUID().replaceAll('-', '')}-bbbbbbbbbbbbbbbb-01`;
    const batch = Array.from({ length: 10 }, (_, index) => ({
      body: `event ${index}`,
      attributes: { type: 'OrderCreated', traceparent },
    }));
    const { Successful, Failed } = await publish('order-events', batch);
    expect([Successful?.length, Failed ?? []]).toEqual([10, []]);
    const client = createQueueClient(system().aws);
    const messages = await client.receiveAll('payment-queue', 10);
    expect(bodiesOf(messages)).toEqual(batch.map(({ body }) => body));
    for (const message of messages) {
      expect(message.MessageAttributes?.traceparent?.StringValue).toBe(traceparent);
      await client.delete('payment-queue', message);
    }
  });

  it('that does not exist takes nothing', async () => {
    const TopicArn = `${system().aws.topicArn('order-events')}-no-such`;
    const attempt = system().aws.sns.send(new PublishCommand({ TopicArn, Message: 'lost' }));
    await expect(attempt).rejects.toBeInstanceOf(NotFoundException);
  });

  const refusal = (name: string) => expect.objectContaining({ name });
  const entryOf = (Id: string) => ({ Id, Message: 'event' });
  const publishEntries = (PublishBatchRequestEntries: { Id: string; Message: string }[]) =>
    system().aws.sns.send(
      new PublishBatchCommand({
        TopicArn: system().aws.topicArn('order-events'),
        PublishBatchRequestEntries,
      }),
    );

  it('refuses an empty batch', async (context) => {
    system().knownToDeviate(context, { moto: 'moto takes an empty batch' });
    await expect(publishEntries([])).rejects.toEqual(refusal('EmptyBatchRequestException'));
  });

  it('refuses a batch of more than ten events, or whose entries share an Id', async () => {
    const eleven = Array.from({ length: 11 }, (_, index) => entryOf(String(index)));
    const tooMany = refusal('TooManyEntriesInBatchRequestException');
    await expect(publishEntries(eleven)).rejects.toEqual(tooMany);
    const repeated = publishEntries([entryOf('same'), entryOf('same')]);
    await expect(repeated).rejects.toEqual(refusal('BatchEntryIdsNotDistinctException'));
  });
});
