// Redrive: a dead letter is sent to its queue again, as it was, and then deleted. A crash in between leaves both copies;
// consumers absorb repetitions, so that it can be redriven at any time, any number of times.
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { ownAttributes } from '#messaging/dead-letter.ts';
import type { WireMessage } from '#messaging/envelope.ts';
import { attributesOf, batchLimits, bytesOf, entryErrors } from '#messaging/wire.ts';
import { createBatcher } from '#platform/batcher.ts';
import type { Runtime } from '#platform/runtime.ts';
import type { QueueName } from '#platform/topology.ts';
import { deleteDeadLetters } from './delete-dead-letters.ts';
import type { Move } from './move-batch.ts';
import type { QueueUrls } from './queue-urls.ts';
import { redrivesOf } from './read-dead-letter.ts';
import { contentOf, type Held } from './shelf.ts';

type Sending = Pick<Runtime, 'aws' | 'timers'>;

export const createRedrive =
  (runtime: Sending, urlOf: QueueUrls) =>
  (queue: QueueName): Move => ({
    action: 'redrive',
    needsContent: true,
    perform: async (messages) => {
      const sent = await sendAgain(runtime, await urlOf(queue), messages);
      const toDelete = messages.filter((_, index) => sent[index] === undefined);
      const deleted = await deleteDeadLetters(runtime.aws, urlOf, queue, toDelete);
      return messages.map((held, index) => sent[index] ?? stillThere(queue, deleted[toDelete.indexOf(held)]));
    },
  });

const stillThere = (queue: QueueName, error: Error | undefined): Error | undefined =>
  error &&
  new Error(
    `Sent to ${queue}, but not deleted from the dead-letter queue; redriving it again does no harm. ${error.message}`,
  );

/** As it was before it failed, and counted once more. */
const redriven = (held: Held): WireMessage => {
  const message = contentOf(held);
  return {
    body: message.Body ?? '',
    attributes: { ...ownAttributes(message), redrives: String(redrivesOf(message) + 1) },
  };
};

/** A place for each message: its error, or undefined where the queue took it. As many calls as their sizes need. */
const sendAgain = async (
  { aws, timers }: Sending,
  QueueUrl: string,
  messages: readonly Held[],
): Promise<(Error | undefined)[]> => {
  const batcher = createBatcher<WireMessage>({
    target: QueueUrl,
    limits: batchLimits,
    bytesOf,
    timers,
    send: async (batch) => {
      const Entries = batch.map(({ body, attributes }, index) => ({
        Id: String(index),
        MessageBody: body,
        MessageAttributes: attributesOf(attributes),
      }));
      const { Failed } = await aws.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      return entryErrors(batch.length, Failed, 'the queue');
    },
  });
  const sent = await Promise.allSettled(messages.map((held) => batcher.add(redriven(held))));
  return sent.map((one) => (one.status === 'rejected' ? (one.reason as Error) : undefined));
};
