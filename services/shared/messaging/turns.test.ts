import { describe, expect, it, vi } from 'vitest';
import type { Timers } from '#platform/timers.ts';
import { GateClosed } from './gate.ts';
import { createTurns } from './turns.ts';

/** Time passes when `elapse` is called. */
const controlledTime = () => {
  const waits: (() => void)[] = [];
  const delay: Timers['delay'] = (_, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) reject(signal.reason);
      waits.push(resolve);
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  const elapse = () => {
    for (const end of waits.splice(0)) end();
  };
  const lapses = new Set<() => void>();
  const after: Timers['after'] = (_, call) => {
    lapses.add(call);
    return { cancel: () => lapses.delete(call) };
  };
  const lapse = () => {
    for (const end of [...lapses]) end();
  };
  return { timers: { delay, after } as Timers, elapse, lapse, lapses };
};

const setup = () => {
  const { timers, ...time } = controlledTime();
  const turns = createTurns({ batchSize: 10, longestReceiveMs: 21_000, timers });
  return { turns, ...time, first: turns.join(), second: turns.join() };
};

/** What has happened by the time that everything which can happen without time passing has. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

const watch = (taking: Promise<void>) => {
  const taken = vi.fn();
  void taking.then(taken, () => undefined);
  return taken;
};

describe('the pollers of a queue', () => {
  it('receive one at a time', async () => {
    const { first, second } = setup();
    await first.take();
    const taken = watch(second.take());
    await settled();
    expect(taken).not.toHaveBeenCalled();
    first.received(10);
    await settled();
    expect(taken).toHaveBeenCalled();
  });

  it('lose no time when nothing is being handled', async () => {
    const { first, second } = setup();
    await first.take();
    first.received(1);
    first.handled(1);
    await second.take();
  });

  it('let messages gather for a moment while others are being handled', async () => {
    const { first, second, elapse } = setup();
    await first.take();
    first.received(3);
    const taken = watch(second.take());
    await settled();
    expect(taken).not.toHaveBeenCalled();
    elapse();
    await settled();
    expect(taken).toHaveBeenCalled();
  });

  it('let nothing gather while there is more than a receive can bring', async () => {
    const { first, second } = setup();
    await first.take();
    first.received(10);
    await second.take();
  });

  it('give the turn of a receive that brought nothing, or failed, on when its poller comes back', async () => {
    const { first, second } = setup();
    await first.take();
    const taken = watch(second.take());
    void first.take();
    await settled();
    expect(taken).toHaveBeenCalled();
  });

  it('are not held up by one whose receive hangs: its turn lapses, and its late end is not that of another', async () => {
    const { turns, first, second, lapse, lapses } = setup();
    await first.take();
    const [taken, third] = [watch(second.take()), turns.join()];
    lapse();
    await settled();
    expect(taken).toHaveBeenCalled();
    first.received(10);
    const waits = watch(third.take());
    await settled();
    expect(waits).not.toHaveBeenCalled();
    first.handled(10);
    second.received(0);
    await settled();
    expect(waits).toHaveBeenCalled();
    expect(lapses.size).toBe(1);
  });

  it('receive no more once the queue is closed, whether they wait for a turn or for company', async () => {
    const { turns, first, second } = setup();
    await first.take();
    first.received(3);
    const gathering = expect(second.take()).rejects.toBeInstanceOf(GateClosed);
    const waiting = expect(turns.join().take()).rejects.toBeInstanceOf(GateClosed);
    turns.close();
    await gathering;
    await waiting;
    await expect(first.take()).rejects.toBeInstanceOf(GateClosed);
  });
});
