import { describe, expect, it } from 'vitest';
import { createPace } from './batch-pace.ts';
import { systemTimers, type Timers } from './timers.ts';

/** Time that passes when the test says so. */
const setup = () => {
  let now = 0;
  let waiting: { at: number; call: () => void }[] = [];
  const flushed: number[] = [];
  const timers: Timers = {
    ...systemTimers,
    after: (ms, call) => {
      const one = { at: now + ms, call };
      waiting.push(one);
      return { cancel: () => (waiting = waiting.filter((other) => other !== one)) };
    },
  };
  const passUntil = (ms: number) => {
    for (;;) {
      const [next] = waiting.filter(({ at }) => at <= ms).sort((a, b) => a.at - b.at);
      if (!next) break;
      waiting = waiting.filter((one) => one !== next);
      now = next.at;
      next.call();
    }
    now = ms;
  };
  const pace = createPace(timers, 25, () => {
    pace.clear();
    flushed.push(now);
  });
  return { pace, flushed, passUntil };
};

describe('the pace of a batcher', () => {
  it('is at once while nothing is on the wire', () => {
    const { pace, flushed, passUntil } = setup();
    pace.schedule(false);
    passUntil(100);
    expect(flushed).toEqual([0]);
  });

  it('is the window at most while something is', () => {
    const { pace, flushed, passUntil } = setup();
    pace.schedule(true);
    passUntil(100);
    expect(flushed).toEqual([25]);
  });

  it('does not wait on for the window when the wire is free before', () => {
    const { pace, flushed, passUntil } = setup();
    pace.schedule(true);
    passUntil(5);
    pace.schedule(false);
    passUntil(100);
    expect(flushed).toEqual([5]);
  });

  it('is slower for a moment after a large batch, so that the next is large too', () => {
    const { pace, flushed, passUntil } = setup();
    pace.sent(8);
    passUntil(2);
    pace.schedule(false);
    passUntil(100);
    expect(flushed).toEqual([10]);
  });

  it('is not slower after a small one', () => {
    const { pace, flushed, passUntil } = setup();
    pace.sent(7);
    passUntil(2);
    pace.schedule(false);
    passUntil(100);
    expect(flushed).toEqual([2]);
  });

  it('sends nothing after a large batch when nothing waits', () => {
    const { pace, flushed, passUntil } = setup();
    pace.sent(10);
    passUntil(100);
    expect(flushed).toEqual([]);
  });
});
