// Reads of single items that share calls: up to a hundred, of any tables, in one BatchGetItem, strongly consistent.
import { type BatchGetDeps, leftUnread, maxBatchKeys, tryBatchGet } from './batch-get.ts';
import { createBatcher } from './batcher.ts';
import type { Timers } from './timers.ts';

/** The item of the table `name` whose attribute `key` is `of`. */
type Read = { name: string; key: string; of: string };
type Item = Record<string, unknown>;

type ReadItem = (read: Read) => Promise<Item | undefined>;

export const createBatchedReads = (deps: BatchGetDeps & { timers: Timers }): ReadItem => {
  const { add } = createBatcher<Read, Item | undefined>({
    target: 'DynamoDB',
    limits: { entries: maxBatchKeys },
    // One call may not ask for a key twice.
    keyOf: ({ name, of }) => `${name}/${of}`,
    send: (reads) => readItems(deps, reads),
    timers: deps.timers,
  });
  return add;
};

/** A key that DynamoDB would not read fails alone. */
const readItems = async (
  deps: BatchGetDeps,
  reads: readonly Read[],
): Promise<(Item | undefined | Error)[]> => {
  const requests: Parameters<typeof tryBatchGet>[1] = {};
  for (const { name, key, of } of reads) {
    requests[name] ??= { Keys: [], ConsistentRead: true };
    requests[name].Keys?.push({ [key]: of });
  }
  const { found, unread } = await tryBatchGet(deps, requests);
  const items = new Map(
    reads.map(({ name, key }) => [name, new Map((found.get(name) ?? []).map((item) => [item[key], item]))]),
  );
  const isUnread = ({ name, key, of }: Read) => unread[name]?.Keys?.some((one) => one[key] === of) ?? false;
  return reads.map((read) => (isUnread(read) ? leftUnread() : items.get(read.name)?.get(read.of)));
};
