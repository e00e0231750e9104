// What the batch commands of SQS have in common: each entry succeeds or fails alone, if the batch as such is in order.
import { type BatchResultErrorEntry, SQSServiceException } from '@aws-sdk/client-sqs';
import { emptyBatch, sameIds, tooManyEntries } from './queue-errors.ts';

const maxEntries = 10;

type Entry = { Id: string | undefined };

/** `run` gives what is told of an entry that succeeded. @throws what SQS answers when the batch is out of order */
export const runBatch = <Given extends Entry>(
  entries: readonly Given[] | undefined,
  run: (entry: Given) => object,
): { Successful: object[]; Failed: BatchResultErrorEntry[] } => {
  assertInOrder(entries ?? []);
  const Successful: object[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const entry of entries ?? [])
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      Failed.push(failureOf(entry, error));
    }
  return { Successful, Failed };
};

const assertInOrder = (entries: readonly Entry[]): void => {
  if (entries.length === 0) throw emptyBatch();
  if (entries.length > maxEntries) throw tooManyEntries(entries.length);
  const ids = new Set<string | undefined>();
  for (const { Id } of entries) {
    if (ids.has(Id)) throw sameIds(String(Id));
    ids.add(Id);
  }
};

const failureOf = ({ Id }: Entry, error: unknown): BatchResultErrorEntry => {
  if (!(error instanceof SQSServiceException)) throw error;
  return { Id, Code: error.name, Message: error.message, SenderFault: true };
};
