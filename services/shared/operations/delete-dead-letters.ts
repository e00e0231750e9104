// Deletes dead letters that are held: the end of a redrive, and all of a discard.
import { DeleteMessageBatchCommand } from '@aws-sdk/client-sqs';
import { entryErrors } from '#messaging/wire.ts';
import type { Aws } from '#platform/aws.ts';
import { messageOf } from '#platform/error-message.ts';
import { deadLetterQueueOf, type QueueName } from '#platform/topology.ts';
import type { Move } from './move-batch.ts';
import type { QueueUrls } from './queue-urls.ts';
import type { Held } from './shelf.ts';

/** At most ten. A place for each message: its error, or undefined where it is gone. Never throws. */
export const deleteDeadLetters = async (
  { sqs }: Pick<Aws, 'sqs'>,
  urlOf: QueueUrls,
  queue: QueueName,
  messages: readonly Held[],
): Promise<(Error | undefined)[]> => {
  if (messages.length === 0) return [];
  const Entries = messages.map(({ receipt }, index) => ({
    Id: String(index),
    ReceiptHandle: receipt.ReceiptHandle,
  }));
  try {
    const QueueUrl = await urlOf(deadLetterQueueOf(queue));
    const { Failed } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    return entryErrors(messages.length, Failed, deadLetterQueueOf(queue));
  } catch (error) {
    return messages.map(() => new Error(messageOf(error)));
  }
};

export const createDiscard =
  (aws: Pick<Aws, 'sqs'>, urlOf: QueueUrls) =>
  (queue: QueueName): Move => ({
    action: 'discard',
    needsContent: false,
    perform: (messages) => deleteDeadLetters(aws, urlOf, queue, messages),
  });
