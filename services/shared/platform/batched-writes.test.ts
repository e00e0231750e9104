import type { BatchExecuteStatementCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { createBatchedWrites, type WriteDeps } from './batched-writes.ts';
import { Busy } from './busy.ts';
import { systemTimers } from './timers.ts';

type Code = string | undefined;

/** A DynamoDB whose answer to each statement is the code that `answer` gives, by the statement's first parameter. */
const dynamo = (answer: (id: string, call: number) => Code, failsAt?: number) => {
  const calls: string[][] = [];
  const send = async ({ input }: BatchExecuteStatementCommand) => {
    const ids = (input.Statements ?? []).map(({ Parameters }) => String(Parameters?.[0]));
    calls.push(ids);
    if (failsAt === calls.length) throw new Error('connection lost');
    const codes = ids.map((id) => answer(id, calls.length));
    return { Responses: codes.map((Code) => (Code ? { Error: { Code, Message: 'said so' } } : {})) };
  };
  const timers = { ...systemTimers, delay: async () => undefined };
  const deps = { dynamo: { send }, random: () => 0, timers } as unknown as WriteDeps;
  return { calls, write: createBatchedWrites(deps) };
};
const insertOf = (id: string) => ({ name: 'PaymentsTable', key: 'orderId', item: { orderId: id } });

describe('writes that are made together', () => {
  it('share a call, 25 at most', async () => {
    const { calls, write } = dynamo(() => undefined);
    const ids = Array.from({ length: 60 }, (_, index) => `order-${index}`);
    expect(await Promise.all(ids.map((id) => write(insertOf(id))))).toEqual(ids.map(() => true));
    expect(calls.map((call) => call.length)).toEqual([25, 25, 10]);
  });

  it('are told apart: made, refused by their condition, failed', async () => {
    const codes: Record<string, Code> = {
      b: 'DuplicateItem',
      c: 'ConditionalCheckFailed',
      d: 'ValidationError',
    };
    const { write } = dynamo((id) => codes[id]);
    const outcomes = await Promise.allSettled(['a', 'b', 'c', 'd'].map((id) => write(insertOf(id))));
    expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
      true,
      false,
      false,
      'Error: PaymentsTable refused a statement: ValidationError said so',
    ]);
  });

  it('do not share a call when they are to the same item: the second finds what the first has left', async () => {
    const { calls, write } = dynamo((_, call) => (call === 1 ? undefined : 'DuplicateItem'));
    expect(await Promise.all(['a', 'a', 'b'].map((id) => write(insertOf(id))))).toEqual([true, false, true]);
    expect(calls).toEqual([['a', 'b'], ['a']]);
  });
});

describe('a write that is throttled', () => {
  it('is tried again, and it alone', async () => {
    const { calls, write } = dynamo((id, call) => (id === 'b' && call < 3 ? 'ThrottlingError' : undefined));
    expect(await Promise.all(['a', 'b'].map((id) => write(insertOf(id))))).toEqual([true, true]);
    expect(calls).toEqual([['a', 'b'], ['b'], ['b']]);
  });

  it('takes nothing from the others when its next attempt fails altogether', async () => {
    const { write } = dynamo((id) => (id === 'b' ? 'ThrottlingError' : undefined), 2);
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((id) => write(insertOf(id))));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('is given up after four attempts', async () => {
    const { calls, write } = dynamo(() => 'ProvisionedThroughputExceeded');
    await expect(write(insertOf('a'))).rejects.toBeInstanceOf(Busy);
    expect(calls).toHaveLength(4);
  });
});
