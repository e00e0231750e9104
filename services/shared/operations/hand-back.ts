// Lets messages that are held be seen again: at once, or later than they would be.
import type { Message } from '@aws-sdk/client-sqs';
import { changeVisibility } from '#messaging/visibility.ts';
import type { Runtime } from '#platform/runtime.ts';

/** What names a delivery of a message to SQS. */
export type Receipt = Pick<Message, 'ReceiptHandle'>;

const batch = 10;
/** For all of them: whoever looked waits for it. */
const handBackMs = 10_000;

/**
 * In `seconds`, 0 for now. Best effort, and so ended by the first call that fails and by its deadline: what is not handed
 * back comes back by itself when the time for which it is held is over. Goes on though the operator was interrupted.
 */
export const showIn = async (
  { aws: { sqs }, log, timers }: Pick<Runtime, 'aws' | 'log' | 'timers'>,
  queueUrl: string,
  receipts: readonly Receipt[],
  seconds: number,
): Promise<void> => {
  if (receipts.length === 0) return;
  const abortSignal = timers.deadline(handBackMs);
  for (let start = 0; start < receipts.length; start += batch) {
    const changes = receipts.slice(start, start + batch).map((message) => ({ message, seconds }));
    const isTaken = await changeVisibility({ sqs, queueUrl, log }, changes, { abortSignal });
    if (!isTaken) return;
  }
};
