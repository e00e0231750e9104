// DeleteMessage and ChangeMessageVisibility, single and in batches.
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
} from '@aws-sdk/client-sqs';
import { type CommandEntry, command } from './command.ts';
import { runBatch } from './queue-batch.ts';
import { notInFlight } from './queue-errors.ts';
import { assertBetween } from './queue-receive.ts';
import type { Queue, QueueStore } from './queue-store.ts';
import { messageOf } from './receipt-handles.ts';
import { onlySupports } from './supported.ts';

const single = ['QueueUrl', 'ReceiptHandle'];
const supported = {
  delete: new Set(single),
  change: new Set([...single, 'VisibilityTimeout']),
  batch: new Set(['QueueUrl', 'Entries']),
};
const maxVisibilitySeconds = 43_200;

export const settleCommands = (store: QueueStore): CommandEntry[] => [
  command(DeleteMessageCommand, (input) => {
    onlySupports('DeleteMessage', input, supported.delete);
    remove(store.byUrl(input.QueueUrl), input);
    return {};
  }),
  command(DeleteMessageBatchCommand, (input) => {
    onlySupports('DeleteMessageBatch', input, supported.batch);
    const queue = store.byUrl(input.QueueUrl);
    return runBatch(input.Entries, (entry) => remove(queue, entry));
  }),
  command(ChangeMessageVisibilityCommand, (input) => {
    onlySupports('ChangeMessageVisibility', input, supported.change);
    changeVisibility(store, store.byUrl(input.QueueUrl), input);
    return {};
  }),
  command(ChangeMessageVisibilityBatchCommand, (input) => {
    onlySupports('ChangeMessageVisibilityBatch', input, supported.batch);
    const queue = store.byUrl(input.QueueUrl);
    return runBatch(input.Entries, (entry) => changeVisibility(store, queue, entry));
  }),
];

type Settled = { ReceiptHandle: string | undefined; VisibilityTimeout?: number | undefined };

/** A handle of an older delivery deletes nothing, and that is no error. */
const remove = (queue: Queue, { ReceiptHandle }: Settled) => {
  const message = messageOf(queue, ReceiptHandle);
  if (message) queue.messages.delete(message.sequence);
  return {};
};

const changeVisibility = (
  { now }: QueueStore,
  queue: Queue,
  { ReceiptHandle, VisibilityTimeout = Number.NaN }: Settled,
) => {
  assertBetween('VisibilityTimeout', VisibilityTimeout, 0, maxVisibilitySeconds);
  const message = messageOf(queue, ReceiptHandle);
  if (!message || message.visibleAt <= now()) throw notInFlight();
  message.visibleAt = now() + VisibilityTimeout * 1_000;
  return {};
};
