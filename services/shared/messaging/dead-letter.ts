// Moves a message to its queue's dead-letter queue with the reason for which it failed, as attributes.
import { type Message, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Runtime } from '#platform/runtime.ts';
import { receiveCountOf } from './deliver.ts';
import { attributesOf } from './wire.ts';

const reasonMaxLength = 1_000;
/** `redrives`: how often an operator sent the message again. */
const ownNames = ['type', 'outcome', 'traceparent', 'redrives'];

/** Attributes beyond the message's own; the four of a Waybill message and these stay below the limit of ten. */
const failureAttributes = (message: Message, reason: string, queue: string, failedAt: number) => ({
  failureReason: printable(reason).slice(0, reasonMaxLength).toWellFormed(),
  failedQueue: queue,
  failedAt: new Date(failedAt).toISOString(),
  failedReceives: String(receiveCountOf(message)),
  failedMessageId: message.MessageId ?? 'unknown',
});

/** SQS refuses control characters in attribute values, and empty values. */
const printable = (value: string): string => value.replace(/\p{C}+/gu, ' ').trim() || 'unknown';

/** What a message brought along before it failed: to be sent again with it. */
export const ownAttributes = (message: Message): Record<string, string> =>
  Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {})
      .map(([name, { StringValue = '' }]) => [name, StringValue] as const)
      .filter(([name, value]) => ownNames.includes(name) && value !== ''),
  );

export type DeadLetter = (message: Message, reason: string) => Promise<void>;

/** @throws Error when the dead-letter queue did not take it; the message must then stay in its queue */
export const createDeadLetter =
  ({ aws, now }: Runtime, queue: string, deadLetterQueueUrl: string): DeadLetter =>
  async (message, reason) => {
    const attributes = { ...ownAttributes(message), ...failureAttributes(message, reason, queue, now()) };
    await aws.sqs.send(
      new SendMessageCommand({
        QueueUrl: deadLetterQueueUrl,
        MessageBody: message.Body,
        MessageAttributes: attributesOf(attributes),
      }),
    );
  };
