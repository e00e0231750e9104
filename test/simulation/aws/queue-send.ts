// SendMessage and SendMessageBatch.
import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { type CommandEntry, command } from './command.ts';
import { hasForbiddenCharacters, maxBytes, sizeOfMessage, stringAttributes } from './message-attributes.ts';
import { runBatch } from './queue-batch.ts';
import { batchTooLong, invalidContents, invalidParameter } from './queue-errors.ts';
import type { Queue, QueueStore } from './queue-store.ts';
import { onlySupports } from './supported.ts';

const message = ['MessageBody', 'MessageAttributes', 'DelaySeconds'];
const supported = {
  single: new Set([...message, 'QueueUrl']),
  batch: new Set(['QueueUrl', 'Entries']),
  entry: new Set([...message, 'Id']),
};

export const sendCommands = (store: QueueStore): CommandEntry[] => [
  command(SendMessageCommand, (input) => {
    onlySupports('SendMessage', input, supported.single);
    return sendOne(store, store.byUrl(input.QueueUrl), input);
  }),
  command(SendMessageBatchCommand, (input) => {
    onlySupports('SendMessageBatch', input, supported.batch);
    const queue = store.byUrl(input.QueueUrl);
    assertSize(input.Entries ?? []);
    return runBatch(input.Entries, (entry) => {
      onlySupports('SendMessageBatch', entry, supported.entry);
      return sendOne(store, queue, entry);
    });
  }),
];

type Given = Omit<SendMessageBatchRequestEntry, 'Id'>;

const maxDelaySeconds = 900;

const sendOne = (store: QueueStore, queue: Queue, given: Given) => {
  const { MessageBody: body, DelaySeconds: delay = 0 } = given;
  if (!body) throw invalidParameter('The request must contain the parameter MessageBody.');
  if (hasForbiddenCharacters(body)) throw invalidContents();
  if (!Number.isInteger(delay) || delay < 0 || delay > maxDelaySeconds)
    throw invalidParameter(`Value ${delay} for parameter DelaySeconds is invalid.`);
  const attributes = stringAttributes(given.MessageAttributes, invalidParameter);
  if (sizeOfMessage(body, attributes) > maxBytes)
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${maxBytes} bytes.`,
    );
  return { MessageId: store.put(queue, body, attributes, delay * 1_000) };
};

/** The entries of a batch may not be larger together than one message may be. */
const assertSize = (entries: readonly Given[]): void => {
  let bytes = 0;
  for (const { MessageBody = '', MessageAttributes = {} } of entries) {
    const values = Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [
      name,
      StringValue,
    ]);
    bytes += sizeOfMessage(MessageBody, Object.fromEntries(values));
  }
  if (bytes > maxBytes) throw batchTooLong(bytes);
};
