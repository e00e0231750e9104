// Deletes dead letters that are held: the end of a redrive, and all of a discard.
import { deleteMessages } from '#messaging/acknowledger.ts';
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
  const name = deadLetterQueueOf(queue);
  try {
    const queueUrl = await urlOf(name);
    return await deleteMessages(
      { sqs, queueUrl, name },
      messages.map(({ receipt }) => receipt),
    );
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
