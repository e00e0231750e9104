// GetQueueUrl, GetQueueAttributes and PurgeQueue.
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  InvalidAttributeName,
  PurgeQueueCommand,
} from '@aws-sdk/client-sqs';
import { type CommandEntry, command } from './command.ts';
import { queueArnOf, queueUrlOf } from './place.ts';
import { keptIn, type Queue, type QueueStore } from './queue-store.ts';
import { onlySupports } from './supported.ts';

const supported = {
  url: new Set(['QueueName']),
  attributes: new Set(['QueueUrl', 'AttributeNames']),
  purge: new Set(['QueueUrl']),
};

export const infoCommands = (store: QueueStore): CommandEntry[] => [
  command(GetQueueUrlCommand, (input) => {
    onlySupports('GetQueueUrl', input, supported.url);
    return { QueueUrl: queueUrlOf(store.byName(input.QueueName).name) };
  }),
  command(GetQueueAttributesCommand, (input) => {
    onlySupports('GetQueueAttributes', input, supported.attributes);
    const attributes = attributesOf(store.byUrl(input.QueueUrl), store.now());
    return { Attributes: chosen(attributes, input.AttributeNames ?? []) };
  }),
  command(PurgeQueueCommand, (input) => {
    onlySupports('PurgeQueue', input, supported.purge);
    store.byUrl(input.QueueUrl).messages.clear();
    return {};
  }),
];

export type Depth = { visible: number; inFlight: number; delayed: number };

export const depthOf = (queue: Queue, now: number): Depth => {
  const depth = { visible: 0, inFlight: 0, delayed: 0 };
  for (const { visibleAt, receives } of keptIn(queue, now))
    if (visibleAt <= now) depth.visible += 1;
    else if (receives > 0) depth.inFlight += 1;
    else depth.delayed += 1;
  return depth;
};

const attributesOf = (queue: Queue, now: number): Record<string, string> => {
  const { visible, inFlight, delayed } = depthOf(queue, now);
  const { redrive } = queue;
  return {
    QueueArn: queueArnOf(queue.name),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    VisibilityTimeout: String(queue.visibilityTimeoutMs / 1_000),
    MessageRetentionPeriod: String(queue.retentionMs / 1_000),
    ...(redrive && { RedrivePolicy: redrivePolicyOf(redrive) }),
  };
};

const redrivePolicyOf = ({ to, maxReceiveCount }: NonNullable<Queue['redrive']>): string =>
  JSON.stringify({ deadLetterTargetArn: queueArnOf(to.name), maxReceiveCount });

const chosen = (attributes: Record<string, string>, wanted: readonly string[]) => {
  if (wanted.includes('All')) return attributes;
  for (const name of wanted)
    if (!(name in attributes) && name !== 'RedrivePolicy')
      throw new InvalidAttributeName({ message: `Unknown Attribute ${name}.`, $metadata: {} });
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted.includes(name)));
};
