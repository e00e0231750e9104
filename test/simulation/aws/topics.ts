// The topics of services/topology.json: what is published reaches the subscribed queues at once, raw.
import {
  BatchEntryIdsNotDistinctException,
  BatchRequestTooLongException,
  EmptyBatchRequestException,
  InvalidParameterException,
  InvalidParameterValueException,
  NotFoundException,
  PublishBatchCommand,
  type PublishBatchCommandInput,
  type PublishBatchRequestEntry,
  PublishCommand,
  SNSServiceException,
  TooManyEntriesInBatchRequestException,
} from '@aws-sdk/client-sns';
import { topicNames, topology } from '#platform/topology.ts';
import { type CommandEntry, command } from './command.ts';
import { compileFilter, type Matcher } from './filter-policy.ts';
import { maxBytes, sizeOfMessage, stringAttributes } from './message-attributes.ts';
import { topicArnOf } from './place.ts';
import type { QueueStore } from './queue-store.ts';
import { onlySupports } from './supported.ts';

type Subscription = { topic: string; queue: string; matches: Matcher };

/** Compiled once: a simulation builds the fakes anew for each of its runs. */
const subscriptions: readonly Subscription[] = topology.subscriptions.map(({ topic, queue, filter }) => ({
  topic,
  queue,
  matches: compileFilter(filter),
}));

const supported = {
  single: new Set(['TopicArn', 'Message', 'MessageAttributes']),
  batch: new Set(['TopicArn', 'PublishBatchRequestEntries']),
  entry: new Set(['Id', 'Message', 'MessageAttributes']),
};
const maxEntries = 10;
const $metadata = { httpStatusCode: 400 };

export const topicCommands = (store: QueueStore, prefix: string): CommandEntry[] => {
  const topics = new Map(
    topicNames.map((name) => [
      topicArnOf(prefix + name),
      subscriptions.filter(({ topic }) => topic === name),
    ]),
  );
  const subscribersOf = (arn: string | undefined): readonly Subscription[] => {
    const found = topics.get(arn ?? '');
    if (!found) throw new NotFoundException({ message: 'Topic does not exist', $metadata });
    return found;
  };
  return [
    command(PublishCommand, (input) => {
      onlySupports('Publish', input, supported.single);
      return publish(store, subscribersOf(input.TopicArn), input);
    }),
    command(PublishBatchCommand, (input) => {
      onlySupports('PublishBatch', input, supported.batch);
      return publishBatch(store, subscribersOf(input.TopicArn), input.PublishBatchRequestEntries ?? []);
    }),
  ];
};

type Given = Pick<PublishBatchRequestEntry, 'Message' | 'MessageAttributes'>;

const publish = (store: QueueStore, subscribers: readonly Subscription[], given: Given) => {
  const body = given.Message ?? '';
  if (body === '') throw invalid('Invalid parameter: Empty message');
  const attributes = stringAttributes(given.MessageAttributes, invalidValue);
  if (sizeOfMessage(body, attributes) > maxBytes) throw invalid('Invalid parameter: Message too long');
  for (const { queue, matches } of subscribers)
    if (matches(attributes)) store.put(store.named(queue), body, attributes);
  return { MessageId: store.newId() };
};

const invalid = (message: string) => new InvalidParameterException({ message, $metadata });
const invalidValue = (message: string) => new InvalidParameterValueException({ message, $metadata });

type Entries = NonNullable<PublishBatchCommandInput['PublishBatchRequestEntries']>;

/** Each entry succeeds or fails alone, if the batch as such is in order. */
const publishBatch = (store: QueueStore, subscribers: readonly Subscription[], entries: Entries) => {
  assertInOrder(entries);
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries)
    try {
      onlySupports('PublishBatch', entry, supported.entry);
      Successful.push({ Id: entry.Id, ...publish(store, subscribers, entry) });
    } catch (error) {
      if (!(error instanceof SNSServiceException)) throw error;
      Failed.push({ Id: entry.Id, Code: error.name, Message: error.message, SenderFault: true });
    }
  return { Successful, Failed };
};

const assertInOrder = (entries: Entries): void => {
  if (entries.length === 0)
    throw new EmptyBatchRequestException({
      message: "The batch request doesn't contain any entries.",
      $metadata,
    });
  if (entries.length > maxEntries)
    throw new TooManyEntriesInBatchRequestException({
      message: `The batch request contains more entries than permissible: ${entries.length}.`,
      $metadata,
    });
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    throw new BatchEntryIdsNotDistinctException({
      message: 'Two or more batch entries in the request have the same Id.',
      $metadata,
    });
  if (bytesOf(entries) > maxBytes)
    throw new BatchRequestTooLongException({
      message: 'The length of all the batch messages put together is more than the limit.',
      $metadata,
    });
};

const bytesOf = (entries: Entries): number =>
  entries.reduce((sum, { Message = '', MessageAttributes = {} }) => {
    const values = Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [
      name,
      StringValue,
    ]);
    return sum + sizeOfMessage(Message, Object.fromEntries(values));
  }, 0);
