import type { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { type BatchGetDeps, batchGet } from './batch-get.ts';
import { Busy } from './busy.ts';
import { systemTimers } from './timers.ts';

/** Answers `perCall` keys a call and leaves the rest, as a throttled table does. */
const throttled = (perCall: number) => {
  const calls: number[] = [];
  const send = async ({ input }: BatchGetCommand) => {
    const keys = input.RequestItems?.T?.Keys ?? [];
    calls.push(keys.length);
    const left = keys.slice(perCall);
    return {
      Responses: { T: keys.slice(0, perCall) },
      ...(left.length > 0 && { UnprocessedKeys: { T: { Keys: left } } }),
    };
  };
  return {
    calls,
    client: { dynamo: { send }, random: () => 0, timers: systemTimers } as unknown as BatchGetDeps,
  };
};
const Keys = Array.from({ length: 8 }, (_, id) => ({ id }));

describe('keys that DynamoDB leaves unprocessed', () => {
  it('are asked for again, only they', async () => {
    const { calls, client } = throttled(3);
    expect((await batchGet(client, { T: { Keys } })).get('T')).toEqual(Keys);
    expect(calls).toEqual([8, 5, 2]);
  });

  it('are given up after five attempts, as a service that is unavailable', async () => {
    const { calls, client } = throttled(1);
    await expect(batchGet(client, { T: { Keys } })).rejects.toBeInstanceOf(Busy);
    expect(calls).toHaveLength(5);
  });
});
