import type { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import type { BatchGetDeps } from './batch-get.ts';
import { createBatchedReads } from './batched-reads.ts';
import { systemTimers } from './timers.ts';

/** Keeps what each call asks for: by table, how many keys, and how consistent. */
const setup = () => {
  const calls: Record<string, [keys: number, isStrong: boolean | undefined]>[] = [];
  const send = async ({ input }: BatchGetCommand) => {
    const tables = Object.entries(input.RequestItems ?? {});
    calls.push(
      Object.fromEntries(
        tables.map(([name, { Keys = [], ConsistentRead }]) => [name, [Keys.length, ConsistentRead]]),
      ),
    );
    return { Responses: Object.fromEntries(tables.map(([name, { Keys = [] }]) => [name, Keys])) };
  };
  const deps = { dynamo: { send }, random: () => 0, timers: systemTimers };
  return { calls, read: createBatchedReads(deps as unknown as BatchGetDeps & typeof deps) };
};
const readOf = (name: string, of: string, isStrong: boolean) => ({ name, key: 'id', of, isStrong });

it('are eventually consistent where every reader of the table can do with that', async () => {
  const { calls, read } = setup();
  const reads = [readOf('orders', '1', false), readOf('orders', '2', false), readOf('stock', '1', true)];
  expect(await Promise.all(reads.map(read))).toEqual([{ id: '1' }, { id: '2' }, { id: '1' }]);
  expect(calls).toEqual([{ orders: [2, false], stock: [1, true] }]);
});

it('share a call where some of a table must be strongly consistent: then all of it are', async () => {
  const { calls, read } = setup();
  await Promise.all(
    [readOf('stock', '1', false), readOf('stock', '2', true), readOf('stock', '3', false)].map(read),
  );
  expect(calls).toEqual([{ stock: [3, true] }]);
});
