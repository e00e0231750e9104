// Deletes messages that are done with, up to ten a call.
import { DeleteMessageBatchCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import { type Batcher, createBatcher } from '#platform/batcher.ts';
import type { Timers } from '#platform/timers.ts';
import { batchLimits, entryErrors } from './wire.ts';

type Target = { sqs: SQSClient; queueUrl: string /** For errors. */; name: string };

/** At most ten, no message twice. A place for each: its error, or undefined where it is gone. @throws what fails for all */
export const deleteMessages = async (
  { sqs, queueUrl, name }: Target,
  messages: readonly Message[],
): Promise<(Error | undefined)[]> => {
  const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  const { Failed } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  return entryErrors(messages.length, Failed, name);
};

type AcknowledgerDeps = { sqs: SQSClient; queueUrl: string; timers: Timers };

/** `add` rejects when the message was not deleted: it will be delivered again. */
export const createAcknowledger = ({ sqs, queueUrl, timers }: AcknowledgerDeps): Batcher<Message> =>
  createBatcher<Message>({
    target: queueUrl,
    limits: { entries: batchLimits.entries },
    // Two entries of one message would fail the whole batch.
    keyOf: ({ MessageId = '' }) => MessageId,
    timers,
    send: (messages) => deleteMessages({ sqs, queueUrl, name: queueUrl }, messages),
  });
