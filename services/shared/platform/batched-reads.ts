// Reads of single items that share calls: up to a hundred, of any tables, in one BatchGetItem, strongly consistent.
import { type BatchGetDeps, batchGet, maxBatchKeys } from './batch-get.ts';
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

const readItems = async (deps: BatchGetDeps, reads: readonly Read[]): Promise<(Item | undefined)[]> => {
  const requests: Parameters<typeof batchGet>[1] = {};
  for (const { name, key, of } of reads) {
    requests[name] ??= { Keys: [], ConsistentRead: true };
    requests[name].Keys?.push({ [key]: of });
  }
  const found = await batchGet(deps, requests);
  const items = new Map(
    reads.map(({ name, key }) => [name, new Map((found.get(name) ?? []).map((item) => [item[key], item]))]),
  );
  return reads.map(({ name, of }) => items.get(name)?.get(of));
};
