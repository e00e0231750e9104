import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Snapshot } from '../orders/order-reader.ts';
import { goodTimeline, sentMail, storedOrder } from '../testing/samples.ts';
import { createOrderWatch } from './order-watch.ts';

const log = pino({ level: 'silent' });
const [first, second] = [
  storedOrder({ orderId: 'a' }),
  storedOrder({ orderId: 'a', timeline: goodTimeline }),
];

const setup = () => {
  const items = new Map<string, Snapshot>();
  const reads: string[][] = [];
  const answers: { fail?: Error } = {};
  const snapshots = async (ids: readonly string[]) => {
    reads.push([...ids]);
    if (answers.fail) throw answers.fail;
    return new Map(ids.map((id) => [id, items.get(id) ?? {}]));
  };
  return { items, reads, answers, watch: createOrderWatch({ snapshots, log }) };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the watch', () => {
  it('reads nothing while nobody watches', async () => {
    const { watch, reads } = setup();
    await vi.advanceTimersByTimeAsync(5_000);
    const unsubscribe = watch.watch('a', () => undefined);
    await vi.advanceTimersByTimeAsync(0);
    unsubscribe();
    const before = reads.length;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(reads.length).toBe(before);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('reads at once for the first watcher, then every 150 ms, and tells of changes only', async () => {
    const { watch, reads, items } = setup();
    const seen: Snapshot[] = [];
    items.set('a', { order: first });
    watch.watch('a', (snapshot) => seen.push(snapshot));
    expect(seen).toEqual([]);
    await vi.advanceTimersByTimeAsync(0);
    expect(seen).toEqual([{ order: first }]);
    await vi.advanceTimersByTimeAsync(450);
    expect(reads).toHaveLength(4);
    items.set('a', { order: second });
    await vi.advanceTimersByTimeAsync(150);
    items.set('a', { order: second, mail: sentMail('a') });
    await vi.advanceTimersByTimeAsync(300);
    expect(seen.map(({ order, mail }) => [order?.version, mail !== undefined])).toEqual([
      [1, false],
      [6, false],
      [6, true],
    ]);
    watch.close();
  });

  it('reads an order once however many watch it, and tells a late watcher what is known', async () => {
    const { watch, reads, items } = setup();
    items.set('a', { order: first });
    const seen: string[] = [];
    watch.watch('a', () => seen.push('early'));
    await vi.advanceTimersByTimeAsync(0);
    watch.watch('a', () => seen.push('late'));
    await vi.advanceTimersByTimeAsync(0);
    expect(seen).toEqual(['early', 'late']);
    expect(reads).toEqual([['a']]);
    watch.close();
  });

  it('reads twenty orders a call', async () => {
    const { watch, reads } = setup();
    for (let index = 0; index < 50; index += 1) watch.watch(`order-${index}`, () => undefined);
    await vi.advanceTimersByTimeAsync(0);
    expect(reads.map((ids) => ids.length)).toEqual([20, 20, 10]);
    watch.close();
  });

  it('backs off while reads fail, and goes on when they succeed', async () => {
    const { watch, reads, items, answers } = setup();
    answers.fail = new Error('no answer');
    const seen: Snapshot[] = [];
    watch.watch('a', (snapshot) => seen.push(snapshot));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(reads.length).toBeLessThan(8);
    delete answers.fail;
    items.set('a', { order: first });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(seen).toEqual([{ order: first }]);
    const before = reads.length;
    await vi.advanceTimersByTimeAsync(1_500);
    expect(reads.length - before).toBe(10);
    watch.close();
  });

  it('stops when it is closed, though somebody watches', async () => {
    const { watch, reads } = setup();
    watch.watch('a', () => undefined);
    await vi.advanceTimersByTimeAsync(0);
    watch.close();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(reads).toHaveLength(1);
  });
});
