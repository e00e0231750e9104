import { describe, expect, it } from 'vitest';
import { createMemoryApp } from '../testing/memory-ports.ts';

describe('a page', () => {
  it('comes with its type and its ETag, and is asked for again each time', async () => {
    const { app } = await createMemoryApp();
    const response = await app.inject('/');
    expect([response.statusCode, response.body]).toEqual([200, '<!doctype html>']);
    expect(response.headers).toMatchObject({
      ...{ 'content-type': 'text/html; charset=utf-8', etag: '"one"', 'cache-control': 'no-cache' },
      'x-content-type-options': 'nosniff',
    });
    await app.close();
  });

  it('is not sent again to who has it', async () => {
    const { app } = await createMemoryApp();
    for (const has of ['"one"', 'W/"one"', '"zero", "one"', '*']) {
      const response = await app.inject({ url: '/', headers: { 'if-none-match': has } });
      expect([has, response.statusCode, response.body]).toEqual([has, 304, '']);
    }
    expect((await app.inject({ url: '/', headers: { 'if-none-match': '"two"' } })).statusCode).toBe(200);
    await app.close();
  });

  it('may load from its own origin only, and works over plain HTTP', async () => {
    const { app } = await createMemoryApp();
    const { headers } = await app.inject('/');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
    expect(headers).not.toHaveProperty('strict-transport-security');
    await app.close();
  });
});
