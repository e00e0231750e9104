// What one receive brought, up to ten messages: handled side by side, kept invisible meanwhile, then settled one by one.
// Returns the messages to acknowledge; the consumer deletes exactly those.
import { ChangeMessageVisibilityBatchCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import type { Logger } from '#platform/logger.ts';
import { retryDelaySeconds } from './backoff.ts';
import type { DeadLetter } from './dead-letter.ts';
import { type Disposition, receiveCountOf } from './deliver.ts';
import { startHeartbeat } from './heartbeat.ts';

type ReceiveDeps = {
  sqs: SQSClient;
  queueUrl: string;
  visibilityTimeoutSeconds: number;
  deliver: (message: Message) => Promise<Disposition>;
  deadLetter: DeadLetter;
  random: () => number;
  log: Logger;
};

type Delayed = { message: Message; seconds: number };

export const createProcessReceive =
  (deps: ReceiveDeps) =>
  async (received: Message[]): Promise<Message[]> => {
    const messages = withoutRepetitions(received);
    const extend = () =>
      changeVisibility(
        deps,
        messages.map((message) => ({ message, seconds: deps.visibilityTimeoutSeconds })),
      );
    const heartbeat = startHeartbeat((deps.visibilityTimeoutSeconds * 1_000) / 3, extend);
    const delivered = await Promise.all(
      messages.map(async (message) => ({ message, disposition: await deps.deliver(message) })),
    );
    await heartbeat.stop();
    const settled = await Promise.all(
      delivered.map(async ({ message, disposition }) => ({
        message,
        disposition,
        done: await settle(deps, message, disposition),
      })),
    );
    await backOff(
      deps,
      settled.filter(({ done }) => !done),
    );
    return settled.filter(({ done }) => done).map(({ message }) => message);
  };

/** A message can come twice in one receive; two entries of one id would fail the whole batch of deletes. */
const withoutRepetitions = (messages: Message[]): Message[] => [
  ...new Map(messages.map((message) => [message.MessageId, message])).values(),
];

/** Whether the message is done with, and may be deleted. */
const settle = async ({ deadLetter, log }: ReceiveDeps, message: Message, disposition: Disposition) => {
  if (disposition.kind === 'acknowledge') return true;
  if (disposition.kind === 'retry') return false;
  try {
    await deadLetter(message, disposition.reason);
    return true;
  } catch (error) {
    log.error({ err: error, messageId: message.MessageId }, 'dead-letter queue did not take the message');
    return false;
  }
};

const backOff = async (deps: ReceiveDeps, failed: { message: Message; disposition: Disposition }[]) =>
  changeVisibility(
    deps,
    failed.map(({ message, disposition }) => {
      const backoff = retryDelaySeconds(receiveCountOf(message), deps.random);
      const atLeast = disposition.kind === 'retry' ? (disposition.afterSeconds ?? 0) : 0;
      return { message, seconds: Math.max(backoff, atLeast) };
    }),
  );

/** Best effort: where it fails, the message returns when the visibility that it has runs out. */
const changeVisibility = async ({ sqs, queueUrl, log }: ReceiveDeps, delayed: Delayed[]) => {
  if (delayed.length === 0) return;
  const Entries = delayed.map(({ message, seconds }, index) => ({
    Id: String(index),
    ReceiptHandle: message.ReceiptHandle,
    VisibilityTimeout: seconds,
  }));
  try {
    const { Failed } = await sqs.send(
      new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }),
    );
    if (Failed?.length) log.warn({ failed: Failed.map(({ Code }) => Code) }, 'visibility not changed');
  } catch (error) {
    log.warn({ err: error }, 'visibility not changed');
  }
};
