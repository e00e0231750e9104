import { describe, expect, it } from 'vitest';
import { systemTimers } from '#platform/timers.ts';
import { createBatcher, Overloaded } from './batcher.ts';

const setup = (options: { bytes?: number; maxPending?: number } = {}) => {
  const calls: {
    items: number[];
    finish: (errors?: (Error | undefined)[]) => void;
    fail: (e: Error) => void;
  }[] = [];
  const arrivals: (() => void)[] = [];
  const batcher = createBatcher<number>({
    target: 'topic of the test',
    timers: systemTimers,
    limits: { entries: 10, bytes: 262_144 },
    bytesOf: () => options.bytes ?? 1,
    ...(options.maxPending && { maxPending: options.maxPending }),
    send: (items) =>
      new Promise((resolve, reject) => {
        calls.push({ items, finish: (errors = []) => resolve(errors), fail: reject });
        for (const arrived of arrivals.splice(0)) arrived();
      }),
  });
  const callNumber = async (count: number) => {
    while (calls.length < count) await new Promise<void>((resolve) => arrivals.push(resolve));
    return calls[count - 1] as (typeof calls)[number];
  };
  return { batcher, calls, callNumber };
};

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('a batcher', () => {
  it('sends what arrives together in one call', async () => {
    const { batcher, callNumber } = setup();
    const added = Promise.all(range(3).map(batcher.add));
    (await callNumber(1)).finish();
    await added;
    expect((await callNumber(1)).items).toEqual([0, 1, 2]);
  });

  it('puts no more than ten entries into a call', async () => {
    const { batcher, calls, callNumber } = setup();
    const added = Promise.all(range(23).map(batcher.add));
    await callNumber(3);
    for (const call of calls) call.finish();
    await added;
    expect(calls.map(({ items }) => items.length)).toEqual([10, 10, 3]);
  });

  it('puts no more bytes into a call than AWS takes', async () => {
    const { batcher, calls, callNumber } = setup({ bytes: 100_000 });
    const added = Promise.all(range(5).map(batcher.add));
    await callNumber(3);
    for (const call of calls) call.finish();
    await added;
    expect(calls.map(({ items }) => items.length)).toEqual([2, 2, 1]);
  });

  it('rejects only the callers whose own entry failed', async () => {
    const { batcher, callNumber } = setup();
    const settled = Promise.allSettled(range(3).map(batcher.add));
    (await callNumber(1)).finish([undefined, new Error('refused'), undefined]);
    expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('rejects every caller of a call that failed as a whole, and goes on', async () => {
    const { batcher, callNumber } = setup();
    const settled = Promise.allSettled(range(2).map(batcher.add));
    (await callNumber(1)).fail(new Error('connection lost'));
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = batcher.add(7);
    (await callNumber(2)).finish();
    await expect(next).resolves.toBeUndefined();
  });

  it('collects what arrives while a call is on the wire', async () => {
    const { batcher, calls, callNumber } = setup();
    const first = batcher.add(0);
    await callNumber(1);
    const later = Promise.all([batcher.add(1), batcher.add(2)]);
    await callNumber(2);
    for (const call of calls) call.finish();
    await Promise.all([first, later]);
    expect(calls.map(({ items }) => items)).toEqual([[0], [1, 2]]);
  });

  it('refuses work beyond its bound instead of queueing it', async () => {
    const { batcher, callNumber } = setup({ maxPending: 2 });
    const added = Promise.all(range(2).map(batcher.add));
    await expect(batcher.add(3)).rejects.toBeInstanceOf(Overloaded);
    (await callNumber(1)).finish();
    await added;
  });

  it('drains: resolves only when everything has an outcome', async () => {
    const { batcher, callNumber } = setup();
    const order: string[] = [];
    const added = batcher.add(1).then(() => order.push('sent'));
    const drained = batcher.drain().then(() => order.push('drained'));
    (await callNumber(1)).finish();
    await Promise.all([added, drained]);
    expect(order).toEqual(['sent', 'drained']);
  });
});
