import { describe, expect, it } from 'vitest';
import { createMemoryApp } from '../testing/memory-dependencies.ts';

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
    expect(response.json().message).toBe('AWS cannot be used; see the log');
    expect(response.body).not.toContain('secret');
    expect(memory.logged).toContainEqual(
      expect.objectContaining({ err: expect.objectContaining({ message: 'secret host' }) }),
    );
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
