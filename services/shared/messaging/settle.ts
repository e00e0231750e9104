// Settles messages after their delivery: those that failed are moved to the dead-letter queue, or backed off.
import type { Message } from '@aws-sdk/client-sqs';
import { retryDelaySeconds } from './backoff.ts';
import type { DeadLetter } from './dead-letter.ts';
import { type Disposition, receiveCountOf } from './deliver.ts';
import { changeVisibility, type VisibilityDeps } from './visibility.ts';

export type Delivered = { message: Message; disposition: Disposition };

export type SettleDeps = VisibilityDeps & { deadLetter: DeadLetter; random: () => number };

/** Returns the messages that are done with, to be deleted. Never throws: what cannot be settled comes again. */
export const settle = async (deps: SettleDeps, delivered: readonly Delivered[]): Promise<Message[]> => {
  const settled = await Promise.all(
    delivered.map(async (one) => ({ ...one, isDone: await isDone(deps, one) })),
  );
  const failed = settled.filter((one) => !one.isDone);
  await changeVisibility(
    deps,
    failed.map((one) => ({ message: one.message, seconds: backoffSeconds(deps, one) })),
  );
  return settled.filter((one) => one.isDone).map(({ message }) => message);
};

const isDone = async ({ deadLetter, log }: SettleDeps, { message, disposition }: Delivered) => {
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

const backoffSeconds = ({ random }: SettleDeps, { message, disposition }: Delivered): number => {
  const atLeast = disposition.kind === 'retry' ? (disposition.afterSeconds ?? 0) : 0;
  return Math.max(atLeast, retryDelaySeconds(receiveCountOf(message), random));
};
