// Reads of single items that share calls: up to a hundred, of any tables, in one BatchGetItem. A call says for each table how
// consistent it is read: where a single reader needs to know the latest, all who read that table with him get it.
import { type BatchGetDeps, leftUnread, maxBatchKeys, tryBatchGet } from './batch-get.ts';
import { createBatcher } from './batcher.ts';
import type { Timers } from './timers.ts';

/** The item of the table `name` whose attribute `key` is `of`. `isStrong`: as the latest write left it. */
type Read = { name: string; key: string; of: string; isStrong: boolean };
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
  for (const { name, key, of, isStrong } of reads) {
    requests[name] ??= { Keys: [], ConsistentRead: false };
    requests[name].Keys?.push({ [key]: of });
    requests[name].ConsistentRead ||= isStrong;
  }
  const { found, unread } = await tryBatchGet(deps, requests);
  const items = new Map(
    reads.map(({ name, key }) => [name, new Map((found.get(name) ?? []).map((item) => [item[key], item]))]),
  );
  const isUnread = ({ name, key, of }: Read) => unread[name]?.Keys?.some((one) => one[key] === of) ?? false;
  return reads.map((read) => (isUnread(read) ? leftUnread() : items.get(read.name)?.get(read.of)));
};
