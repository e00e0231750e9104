// Items by key, as services use them: read as the latest write left them, or for half the price as one of the latest did;
// written under a condition. Each caller sees its own item and outcome; on the wire, what comes together shares a call.
import type { Aws } from './aws.ts';
import { createBatchedReads } from './batched-reads.ts';
import { createBatchedWrites } from './batched-writes.ts';
import type { Env } from './env.ts';
import { createSingleWrites } from './single-writes.ts';
import type { Change } from './statements.ts';
import type { Timers } from './timers.ts';
import { type KeyedTableName, tableSettings } from './topology.ts';

/** What is stored now; `applied` says whether this call wrote it. */
export type Written<Item> = { item: Item; applied: boolean };

/** Whether the change was made; where it was not, what stands in its way: nothing at all, or another state. */
export type Changed<Item> = { applied: true } | { applied: false; item: Item | undefined };

type Read = <Item>(table: KeyedTableName, key: string) => Promise<Item | undefined>;

/** A call that takes too long or fails for good rejects; one that has lost its answer may have had its effect. */
export type Tables = {
  /** As the latest write left it, strongly consistent. One read unit for each 4 KB. */
  get: Read;
  /**
   * Eventually consistent, for half a unit: perhaps as it was a moment ago, or not there yet. For what stays true once it is,
   * and before a write that is conditional on what was seen; that something is not so, `get` alone can say.
   */
  look: Read;
  /** Stores `item` unless its key is taken. One write unit for each KB, also when it is. */
  insert: <Item extends object>(table: KeyedTableName, item: Item) => Promise<Written<Item>>;
  /** Changes an item if it is there and as `change.when` says. One write unit for each KB of the item, also when it is not. */
  update: <Item>(table: KeyedTableName, key: string, change: Change) => Promise<Changed<Item>>;
};

/** One of the two ways to read. */
export type Sight = 'get' | 'look';

type TablesDeps = { env: Env; aws: Aws; random: () => number; timers: Timers };

export const createTables = ({ env, aws, random, timers }: TablesDeps): Tables => {
  const deps = { dynamo: aws.dynamo, random, timers };
  const read = createBatchedReads(deps);
  const write = env.DYNAMODB_WRITES === 'single' ? createSingleWrites(deps) : createBatchedWrites(deps);
  const refOf = (table: KeyedTableName) => ({
    name: aws.tableName(table),
    key: tableSettings(table).key.partition,
  });
  const reading =
    (isStrong: boolean): Read =>
    async <Item>(table: KeyedTableName, of: string) =>
      (await read({ ...refOf(table), of, isStrong })) as Item | undefined;
  const get = reading(true);
  return {
    get,
    look: reading(false),
    insert: async <Item extends object>(table: KeyedTableName, item: Item) => {
      const ref = refOf(table);
      const given = item as Record<string, unknown>;
      if (await write({ ...ref, item: given })) return { item, applied: true };
      const stored = await get<Item>(table, String(given[ref.key]));
      if (!stored) throw new Error(`${ref.name} had an item ${given[ref.key]}, and has it no longer`);
      return { item: stored, applied: false };
    },
    update: async <Item>(table: KeyedTableName, of: string, change: Change): Promise<Changed<Item>> => {
      if (await write({ ...refOf(table), of, ...change })) return { applied: true };
      return { applied: false, item: await get<Item>(table, of) };
    },
  };
};
