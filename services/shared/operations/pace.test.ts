import { describe, expect, it } from 'vitest';
import { systemTimers } from '#platform/timers.ts';
import { batchesOf, pauseFor, waitAfter } from './pace.ts';

const items = Array.from({ length: 25 }, (_, index) => index);

describe('the pace of a redrive', () => {
  it('is in batches of ten where the rate allows, and never more at once than the rate', () => {
    expect(batchesOf(items, 100).map(({ length }) => length)).toEqual([10, 10, 5]);
    expect(batchesOf(items, 10).map(({ length }) => length)).toEqual([10, 10, 5]);
    expect(batchesOf(items, 4).map(({ length }) => length)).toEqual([4, 4, 4, 4, 4, 4, 1]);
    expect(batchesOf(items, 1).flat()).toEqual(items);
    expect(batchesOf([], 10)).toEqual([]);
  });

  it('waits until as much time has passed as the messages so far may take', () => {
    expect(waitAfter(0, 10, 0)).toBe(0);
    expect(waitAfter(10, 10, 200)).toBe(800);
    expect(waitAfter(10, 100, 20)).toBe(80);
    expect(waitAfter(10, 10, 3_000)).toBe(0);
  });

  it('ends a wait at once when it is interrupted', async () => {
    const controller = new AbortController();
    const waiting = pauseFor(systemTimers, 3_600_000, controller.signal);
    controller.abort();
    await expect(waiting).resolves.toBeUndefined();
  });
});
