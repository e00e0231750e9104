import { afterEach, describe, expect, it, vi } from 'vitest';
import { createReadiness } from '../readiness.ts';
import { createMemoryApp } from '../testing/memory-ports.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('health', () => {
  it('is good while AWS answers', async () => {
    const { app, memory } = await createMemoryApp();
    for (const path of ['/health/live', '/health/ready'])
      expect((await app.inject(path)).json()).toEqual({ status: 'ok' });
    expect(memory.logged.filter(({ msg }) => msg === 'request')).toEqual([]);
    await app.close();
  });

  it('is not ready, but alive, while AWS does not answer', async () => {
    const { app, memory } = await createMemoryApp();
    memory.failures.ping = new Error('secret host');
    const response = await app.inject('/health/ready');
    expect([response.statusCode, response.headers['content-type']]).toEqual([
      503,
      'application/problem+json',
    ]);
    expect(response.json().message).toBe('AWS did not answer within 1000 ms');
    expect((await app.inject('/health/live')).statusCode).toBe(200);
    await app.close();
  });

  it('is not ready, but alive and serving, while the process stops', async () => {
    const { app, memory } = await createMemoryApp();
    memory.drain.abort();
    expect((await app.inject('/health/ready')).json()).toMatchObject({
      status: 503,
      message: 'This process is stopping',
    });
    for (const path of ['/health/live', '/orders']) expect((await app.inject(path)).statusCode).toBe(200);
    await app.close();
  });

  it('is not limited, however often it is asked for', async () => {
    const { app } = await createMemoryApp({ RATE_LIMIT_PER_MINUTE: '1' });
    await app.inject('/orders');
    for (let count = 0; count < 5; count += 1)
      expect((await app.inject('/health/ready')).statusCode).toBe(200);
    await app.close();
  });
});

describe('readiness', () => {
  const draining = new AbortController().signal;

  it('asks AWS once in two seconds, however many ask', async () => {
    const clock = { now: 0 };
    const ping = vi.fn(async () => undefined);
    const readiness = createReadiness({ ping, draining, now: () => clock.now });
    await Promise.all([readiness(), readiness(), readiness()]);
    expect(ping).toHaveBeenCalledTimes(1);
    clock.now = 2_000;
    await readiness();
    expect(ping).toHaveBeenCalledTimes(2);
  });

  it('does not wait longer than a second, and tells the call so', async () => {
    vi.useFakeTimers();
    const signals: AbortSignal[] = [];
    const ping = (signal: AbortSignal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    };
    const asked = createReadiness({ ping, draining, now: () => 0 })();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await asked).toMatchObject({ ready: false });
    expect(signals[0]?.aborted).toBe(true);
  });
});
