import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { derivedUuid, timeUuid } from '#platform/ids.ts';
import { createMemoryDependencies } from '../testing/memory-dependencies.ts';
import { storedOrder } from '../testing/samples.ts';
import { createAwaitOrder, mayBeOnItsWay } from './await-order.ts';
import { createOrderWatch } from './order-watch.ts';

const now = Date.UTC(2026, 0, 31);

describe('an order may be on its way', () => {
  it('for ten seconds after the time in its id, clocks apart by as much', () => {
    expect(mayBeOnItsWay(timeUuid(now - 9_999), now)).toBe(true);
    expect(mayBeOnItsWay(timeUuid(now + 9_999), now)).toBe(true);
    expect(mayBeOnItsWay(timeUuid(now - 10_000), now)).toBe(false);
    expect(mayBeOnItsWay(timeUuid(now + 60_000), now)).toBe(false);
  });

  it('at any time when its id derives from an Idempotency-Key, never when it is not one of ours', () => {
    expect(mayBeOnItsWay(derivedUuid('public', 'key'), now)).toBe(true);
    expect(mayBeOnItsWay('018f0000-0000-4000-8000-000000000000', now)).toBe(false);
  });
});

describe('a reader of an order', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const setup = () => {
    const memory = createMemoryDependencies();
    const { orders, now: clock, log } = memory;
    const watch = createOrderWatch({ snapshots: orders.snapshots, log });
    return { memory, awaitOrder: createAwaitOrder({ orders, watch, now: clock }) };
  };
  const open = () => new AbortController().signal;

  it('gets it as soon as it is stored', async () => {
    const { memory, awaitOrder } = setup();
    const order = storedOrder({ orderId: timeUuid(memory.clock.now) });
    const reading = awaitOrder(order.orderId, open);
    await vi.advanceTimersByTimeAsync(1_000);
    memory.orderItems.set(order.orderId, order);
    await vi.advanceTimersByTimeAsync(150);
    expect(await reading).toEqual({ order });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits 1.5 s, no longer', async () => {
    const { memory, awaitOrder } = setup();
    const reading = awaitOrder(timeUuid(memory.clock.now), open);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await reading).toBeUndefined();
  });

  it('does not wait for an order that is old, or once it has gone itself', async () => {
    const { memory, awaitOrder } = setup();
    expect(await awaitOrder(timeUuid(memory.clock.now - 60_000), open)).toBeUndefined();
    expect(await awaitOrder(timeUuid(memory.clock.now), () => AbortSignal.abort())).toBeUndefined();
  });

  it('does not wait when five hundred others do', async () => {
    const { memory, awaitOrder } = setup();
    const waiting = Array.from({ length: 500 }, () => awaitOrder(timeUuid(memory.clock.now), open));
    await vi.advanceTimersByTimeAsync(0);
    expect(await awaitOrder(timeUuid(memory.clock.now), open)).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([undefined]));
  });
});
