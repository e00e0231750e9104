// Conformance: what Waybill relies on in SNS, with the subscriptions of services/topology.json.
import { randomUUID } from 'node:crypto';
import { NotFoundException, PublishBatchCommand, PublishCommand } from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import { attributesOf } from '#messaging/wire.ts';
import { type QueueName, queueNames, type TopicName, topicNames, topology } from '#platform/topology.ts';
import { describeAws } from './describe-aws.ts';
import { bodiesOf, createQueueClient } from './queue-client.ts';

type Attributes = Record<string, string>;
type Event = { topic: TopicName; attributes: Attributes };

const subscriptionsOf = (topic: TopicName) => topology.subscriptions.filter((one) => one.topic === topic);

type Rule = string | { exists: boolean };

const rulesOf = (filter: object, name: string): readonly Rule[] =>
  (filter as Record<string, Rule[]>)[name] ?? [];

/** Every combination of values that a subscription names, and of each one value that none of them names. */
const eventsOf = (topic: TopicName): Event[] => {
  const valuesOf = (name: 'type' | 'outcome') => [
    ...new Set(
      subscriptionsOf(topic).flatMap(({ filter }) =>
        rulesOf(filter, name).filter((rule) => typeof rule === 'string'),
      ),
    ),
  ];
  return [...valuesOf('type'), 'Unheard'].flatMap((type) =>
    [undefined, ...valuesOf('outcome'), 'unheard'].map((outcome) => ({
      topic,
      attributes: { type, ...(outcome && { outcome }) },
    })),
  );
};

const events = topicNames.flatMap(eventsOf);

const accepts = (filter: object, attributes: Attributes): boolean =>
  Object.keys(filter).every((name) => {
    const value = attributes[name];
    return rulesOf(filter, name).some((rule) =>
      typeof rule === 'string' ? rule === value : rule.exists === (value !== undefined),
    );
  });

const expectedIn = (queue: QueueName): string[] =>
  events
    .filter(({ topic, attributes }) =>
      subscriptionsOf(topic).some((one) => one.queue === queue && accepts(one.filter, attributes)),
    )
    .map(bodyOf)
    .sort();

const bodyOf = ({ topic, attributes }: Event): string => JSON.stringify({ topic, ...attributes });

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
