import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemTimers } from '#platform/timers.ts';
import { startHeartbeat } from './heartbeat.ts';

describe('a heartbeat', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('extends at its interval, and no more once it is stopped', async () => {
    let beats = 0;
    const heartbeat = startHeartbeat(systemTimers, 10_000, async () => {
      beats += 1;
    });
    await vi.advanceTimersByTimeAsync(25_000);
    await heartbeat.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(beats).toBe(2);
  });

  it('makes one call at a time, however slow', async () => {
    let beats = 0;
    const slow = Promise.withResolvers<void>();
    const heartbeat = startHeartbeat(systemTimers, 10_000, () => {
      beats += 1;
      return slow.promise;
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(beats).toBe(1);
    slow.resolve();
    await heartbeat.stop();
  });
});
