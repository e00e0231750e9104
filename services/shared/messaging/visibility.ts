// How long messages stay invisible to other consumers: extended while they are handled, set anew when they failed.
import { ChangeMessageVisibilityBatchCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import type { Logger } from '#platform/logger.ts';
import type { Timers } from '#platform/timers.ts';
import { type Heartbeat, startHeartbeat } from './heartbeat.ts';

export type VisibilityDeps = {
  sqs: SQSClient;
  queueUrl: string;
  visibilityTimeoutSeconds: number;
  timers: Timers;
  log: Logger;
};

/**
 * Best effort: where it fails, the messages return when the visibility that they have runs out. Resolves to whether SQS
 * took the call, though it may have refused single messages.
 */
export const changeVisibility = async (
  { sqs, queueUrl, log }: Pick<VisibilityDeps, 'sqs' | 'queueUrl' | 'log'>,
  changes: readonly { message: Message; seconds: number }[],
  options?: { abortSignal?: AbortSignal },
): Promise<boolean> => {
  if (changes.length === 0) return true;
  const Entries = changes.map(({ message, seconds }, index) => ({
    Id: String(index),
    ReceiptHandle: message.ReceiptHandle,
    VisibilityTimeout: seconds,
  }));
  try {
    const { Failed } = await sqs.send(
      new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }),
      options,
    );
    if (Failed?.length) log.warn({ failed: Failed.map(({ Code }) => Code) }, 'visibility not changed');
    return true;
  } catch (error) {
    log.warn({ err: error }, 'visibility not changed');
    return false;
  }
};

/** Three beats to a visibility timeout, so that two may be lost. Stop it before the messages are settled. */
export const keepInvisible = (deps: VisibilityDeps, messages: readonly Message[]): Heartbeat => {
  const seconds = deps.visibilityTimeoutSeconds;
  const extend = async () => {
    await changeVisibility(
      deps,
      messages.map((message) => ({ message, seconds })),
    );
  };
  return startHeartbeat(deps.timers, (seconds * 1_000) / 3, extend);
};
