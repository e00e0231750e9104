import { gunzipSync, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { createMemoryDependencies } from '../testing/memory-dependencies.ts';

const page = '<!doctype html>';
const styles = 'a { color: red }'.repeat(10);
const contentType = 'text/css; charset=utf-8';
const assets = new Map([
  ['/', { body: Buffer.from(page), contentType: 'text/html; charset=utf-8', etag: '"one"' }],
  [
    '/styles.css',
    {
      ...{ body: Buffer.from(styles), contentType, etag: '"plain"' },
      gzip: { body: gzipSync(styles), etag: '"zipped"' },
    },
  ],
]);

let app: FastifyInstance;
beforeEach(async () => {
  app = await createApp({ ...createMemoryDependencies({ RATE_LIMIT_PER_MINUTE: '2' }), assets });
});
afterEach(() => app.close());

describe('a page', () => {
  it('comes with its type and its ETag, and is asked for again each time', async () => {
    const response = await app.inject('/');
    expect([response.statusCode, response.body]).toEqual([200, page]);
    expect(response.headers).toMatchObject({
      ...{ 'content-type': 'text/html; charset=utf-8', etag: '"one"', 'cache-control': 'no-cache' },
      'x-content-type-options': 'nosniff',
    });
  });

  it('is not sent again to who has it', async () => {
    for (const has of ['"one"', 'W/"one"', '"zero", "one"', '*']) {
      const response = await app.inject({ url: '/', headers: { 'if-none-match': has } });
      expect([has, response.statusCode, response.body]).toEqual([has, 304, '']);
    }
    expect((await app.inject({ url: '/', headers: { 'if-none-match': '"two"' } })).statusCode).toBe(200);
  });

  it('does not count against the limit of requests, by which the API is measured', async () => {
    const statuses = [];
    for (const url of ['/', '/', '/', '/orders', '/', '/orders', '/orders', '/'])
      statuses.push((await app.inject(url)).statusCode);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 200]);
  });

  it('may load from its own origin only, and works over plain HTTP', async () => {
    const { headers } = await app.inject('/');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });
});

describe('compression', () => {
  const ask = (acceptEncoding: string | undefined, more: Record<string, string> = {}) =>
    app.inject({
      url: '/styles.css',
      headers: { ...(acceptEncoding !== undefined && { 'accept-encoding': acceptEncoding }), ...more },
    });

  it.each(['gzip', 'gzip, deflate, br', 'br;q=1, GZIP;q=0.1', '*', 'identity;q=0, *;q=0.5'])(
    'is for who takes it: %s',
    async (accepted) => {
      const response = await ask(accepted);
      expect(gunzipSync(response.rawPayload).toString()).toBe(styles);
      expect(response.headers).toMatchObject({
        ...{ 'content-encoding': 'gzip', vary: 'accept-encoding', etag: '"zipped"' },
        ...{ 'content-type': contentType, 'content-length': String(response.rawPayload.length) },
      });
    },
  );

  it.each([undefined, '', 'identity', 'br', 'gzip;q=0', 'gzip;q=0.0, *', 'gzip;q=many', '*;q=0'])(
    'is spared who does not: %s',
    async (accepted) => {
      const response = await ask(accepted);
      expect(response.body).toBe(styles);
      expect(response.headers).toMatchObject({ vary: 'accept-encoding', etag: '"plain"' });
      expect(response.headers).not.toHaveProperty('content-encoding');
    },
  );

  it('is left out where it saves nothing', async () => {
    const response = await app.inject({ url: '/', headers: { 'accept-encoding': 'gzip' } });
    expect(response.body).toBe(page);
    expect(response.headers).not.toHaveProperty('content-encoding');
  });

  it('has an ETag of its own: who has the one form is sent the other when asking for that', async () => {
    const fresh = await ask('gzip', { 'if-none-match': '"zipped"' });
    expect([fresh.statusCode, fresh.body]).toEqual([304, '']);
    expect(fresh.headers).toMatchObject({ etag: '"zipped"', vary: 'accept-encoding' });
    expect(fresh.headers).not.toHaveProperty('content-encoding');
    expect((await ask('gzip', { 'if-none-match': '"plain"' })).statusCode).toBe(200);
    expect((await ask(undefined, { 'if-none-match': '"zipped"' })).statusCode).toBe(200);
    expect((await ask(undefined, { 'if-none-match': '"zipped", "plain"' })).statusCode).toBe(304);
  });

  it('shows in the head alone too', async () => {
    const headers = { 'accept-encoding': 'gzip' };
    const response = await app.inject({ method: 'HEAD', url: '/styles.css', headers });
    expect(response.headers).toMatchObject({
      ...{ 'content-encoding': 'gzip', etag: '"zipped"' },
      'content-length': String(gzipSync(styles).length),
    });
  });
});
