// ReceiveMessage: some of the visible messages, in any order, as standard queues do.
import { type Message, ReceiveMessageCommand, type ReceiveMessageCommandInput } from '@aws-sdk/client-sqs';
import { type CommandEntry, command } from './command.ts';
import { invalidParameter } from './queue-errors.ts';
import { keptIn, type Queue, type QueuedMessage, type QueueStore } from './queue-store.ts';
import { handleOf } from './receipt-handles.ts';
import { onlySupports } from './supported.ts';

const supported = new Set([
  'QueueUrl',
  'MaxNumberOfMessages',
  'VisibilityTimeout',
  // The fakes answer at once: whoever calls them decides how long a poll lasts.
  'WaitTimeSeconds',
  'MessageAttributeNames',
  'MessageSystemAttributeNames',
  'AttributeNames',
]);

export const receiveCommands = (store: QueueStore): CommandEntry[] => [
  command(ReceiveMessageCommand, (input) => {
    onlySupports('ReceiveMessage', input, supported);
    return receive(store, input);
  }),
];

const maxVisibilitySeconds = 43_200;
const maxWaitSeconds = 20;

const receive = (store: QueueStore, input: ReceiveMessageCommandInput) => {
  const queue = store.byUrl(input.QueueUrl);
  const { MaxNumberOfMessages: most = 1, VisibilityTimeout: seconds, WaitTimeSeconds: wait = 0 } = input;
  assertBetween('MaxNumberOfMessages', most, 1, 10);
  assertBetween('VisibilityTimeout', seconds ?? 0, 0, maxVisibilitySeconds);
  assertBetween('WaitTimeSeconds', wait, 0, maxWaitSeconds);
  const now = store.now();
  const invisibleMs = seconds === undefined ? queue.visibilityTimeoutMs : seconds * 1_000;
  const chosen = someOf(deliverable(store, queue, now), most, store.random);
  if (chosen.length === 0) return {};
  for (const message of chosen) {
    message.receives += 1;
    message.firstReceivedAt ??= now;
    message.visibleAt = now + invisibleMs;
  }
  return { Messages: chosen.map((message) => asReceived(queue, message, input)) };
};

/** @throws SQSServiceException InvalidParameterValue */
export const assertBetween = (name: string, value: number, low: number, high: number): void => {
  if (!Number.isInteger(value) || value < low || value > high)
    throw invalidParameter(
      `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${low} and ${high}, if provided.`,
    );
};

/** What is visible; messages that were delivered as often as they may be go to the dead-letter queue instead. */
const deliverable = (store: QueueStore, queue: Queue, now: number): QueuedMessage[] => {
  const { redrive } = queue;
  return keptIn(queue, now).filter((message) => {
    if (message.visibleAt > now) return false;
    if (!redrive || message.receives < redrive.maxReceiveCount) return true;
    queue.messages.delete(message.sequence);
    store.putCopy(redrive.to, message);
    return false;
  });
};

/** At least one where there are any: a receive need not bring all that it could. */
const someOf = (messages: QueuedMessage[], most: number, random: () => number): QueuedMessage[] => {
  const possible = Math.min(messages.length, most);
  if (possible === 0) return [];
  const count = 1 + Math.floor(random() * possible);
  for (let index = 0; index < count; index += 1) {
    const other = index + Math.floor(random() * (messages.length - index));
    const picked = messages[other] as QueuedMessage;
    messages[other] = messages[index] as QueuedMessage;
    messages[index] = picked;
  }
  return messages.slice(0, count);
};

const asReceived = (queue: Queue, message: QueuedMessage, input: ReceiveMessageCommandInput): Message => {
  const attributes = chosenAttributes(message, input.MessageAttributeNames ?? []);
  const system = systemAttributes(message, [
    ...(input.MessageSystemAttributeNames ?? []),
    ...(input.AttributeNames ?? []),
  ]);
  return {
    MessageId: message.id,
    ReceiptHandle: handleOf(queue, message),
    Body: message.body,
    ...(system && { Attributes: system }),
    ...(attributes && { MessageAttributes: attributes }),
  };
};

/** Nothing that was not asked for. `All` and `.*` ask for all, `name.*` for all that begin so. */
const chosenAttributes = ({ attributes }: QueuedMessage, wanted: readonly string[]) => {
  if (wanted.length === 0) return undefined;
  const isWanted = (name: string) =>
    wanted.some(
      (one) => one === 'All' || one === name || (one.endsWith('.*') && name.startsWith(one.slice(0, -2))),
    );
  const chosen = Object.entries(attributes).filter(([name]) => isWanted(name));
  if (chosen.length === 0) return undefined;
  return Object.fromEntries(
    chosen.map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  );
};

const systemAttributes = (message: QueuedMessage, wanted: readonly string[]) => {
  if (wanted.length === 0) return undefined;
  const { receives, sentAt, firstReceivedAt } = message;
  const all = {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: String(sentAt),
    ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
  };
  if (wanted.includes('All')) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)));
};
