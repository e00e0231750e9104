// What a client gets for a request that cannot be served: always a problem, never a 5xx for what the client sent.
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectProblem } from '../testing/expect-problem.ts';
import { createMemoryApp, type MemoryDependencies } from '../testing/memory-dependencies.ts';
import { rawRequest, sendRaw } from '../testing/raw-http.ts';
import { body } from '../testing/samples.ts';

let app: FastifyInstance;
let memory: MemoryDependencies;
let url: string;
beforeAll(async () => {
  ({ app, memory } = await createMemoryApp());
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());
afterEach(() => {
  delete memory.failures.read;
  expect(memory.sent).toEqual([]);
});

const post = (payload: string | Buffer, contentType = 'application/json') =>
  app.inject({ method: 'POST', url: '/orders', payload, headers: { 'content-type': contentType } });

describe('a body', () => {
  it.each([
    ['that is no JSON', '{"a":', 400, /not valid JSON/],
    ['that is empty', '', 400, /body is empty/],
    ['that is not an object', '[]', 400, /^The body must be a JSON object$/],
    ['that is null', 'null', 400, /^The body must be a JSON object$/],
    ['that reaches for the prototype', '{"__proto__":{"customerName":"x"}}', 400, /__proto__/],
    ['that reaches for the constructor', '{"constructor":{"prototype":{"a":1}}}', 400, /valid JSON/],
    ['that is deep', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 400, /^The body must be a JSON object$/],
    ['that is larger than 64 KiB', JSON.stringify('x'.repeat(65_536)), 413, /larger than 64 KiB/],
    ['without what is required', '{}', 400, /^Missing required field: customerName$/],
  ])('%s is refused', async (_, payload, status, message) => {
    expect(expectProblem(await post(payload), status).message).toMatch(message);
  });

  it('that is not UTF-8 is refused', async () => {
    expectProblem(await post(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])), 400);
  });

  it.each(['text/plain', 'text/xml', 'application/x-www-form-urlencoded', ';;;', 'application/jsonx'])(
    'of the type %s is refused',
    async (contentType) => {
      expectProblem(await post(JSON.stringify(body()), contentType), 415);
    },
  );

  it('without a type is refused', async () => {
    const answer = await sendRaw(url, rawRequest('POST', '/orders', ['content-length: 2'], '{}'));
    expect(answer.status).toBe(415);
  });

  it('may say its charset', async () => {
    expectProblem(await post('{}', 'application/json; charset=utf-8'), 400);
  });

  it('in another charset, or compressed, is refused, saying so', async () => {
    const utf16 = await post(JSON.stringify(body()), 'application/json; charset=utf-16');
    expect(expectProblem(utf16, 415).message).toContain('utf-16');
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const zipped = await app.inject({ method: 'POST', url: '/orders', payload: body(), headers });
    expect(expectProblem(zipped, 415).message).toContain('gzip');
  });

  it('that does not come at all is refused', async () => {
    const response = await app.inject({ method: 'POST', url: '/orders' });
    expect(expectProblem(response, 400).message).toBe('The body must be a JSON object');
  });
});

describe('a path', () => {
  it.each([
    ['that leads nowhere', '/nothing', 404],
    ['with a slash too many', '/orders/', 400],
    ['that is not a URL', '/orders/%zz', 400],
    ['that is not UTF-8', '/orders/%ff', 400],
    ['with a NUL', '/orders/%00', 400],
    ['with an id that is no UUID', '/orders/42', 400],
    ['with an id that is far too long', `/orders/${'a'.repeat(500)}`, 414],
    ['out of Swagger UI’s files', '/docs/static/..%2f..%2fpackage.json', 404],
  ])('%s is refused', async (_, path, status) => {
    const problem = expectProblem(await app.inject(path), status);
    expect(problem.instance).toBe(path.slice(0, 200));
  });

  it('of a problem never shows the query, which can hold an address', async () => {
    const response = await app.inject('/nothing?customerEmail=john@example.com');
    expect(response.body).not.toContain('john');
  });

  it.each(['DELETE', 'PUT', 'PATCH', 'TRACE', 'PROPFIND'] as const)(
    'that exists, asked with %s, is a 405 that says what is possible',
    async (method) => {
      const answer = await sendRaw(
        url,
        rawRequest(method, '/orders', ['content-type: text/xml', 'content-length: 3'], '<a>'),
      );
      expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, OPTIONS, POST' } });
    },
  );

  it('answers OPTIONS with what is possible', async () => {
    const response = await app.inject({ method: 'OPTIONS', url: '/products/p1/stock' });
    expect([response.statusCode, response.headers.allow]).toEqual([204, 'OPTIONS, POST']);
    expectProblem(await app.inject({ method: 'OPTIONS', url: '/nothing' }), 404);
  });

  it('answers HEAD as GET, without a body', async () => {
    for (const path of ['/orders', '/products', '/', '/docs/json']) {
      const [head, get] = [await app.inject({ method: 'HEAD', url: path }), await app.inject(path)];
      expect([head.statusCode, head.headers['content-type'], head.body]).toEqual([
        200,
        get.headers['content-type'],
        '',
      ]);
    }
  });
});

describe('a service behind this one', () => {
  const unreachable = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:443'), { code: 'ECONNREFUSED' });
  const throttled = Object.assign(new Error('rate'), { name: 'ThrottlingException' });
  const late = new Error('outer', { cause: Object.assign(new Error('inner'), { name: 'TimeoutError' }) });

  it.each([unreachable, throttled, late, new AggregateError([unreachable])])(
    'that cannot be reached is a 503, with nothing of why: %s',
    async (error) => {
      memory.failures.read = error;
      const response = await app.inject('/orders');
      expectProblem(response, 503);
      expect(response.headers['retry-after']).toBe('2');
      expect(response.body).not.toMatch(/ECONN|10\.0|rate|inner|outer/);
    },
  );

  it('that fails otherwise is a 500, with nothing but a trace that leads to the log', async () => {
    memory.failures.read = Object.assign(new Error('table OrdersTable secret'), {
      name: 'ValidationException',
    });
    const response = await app.inject('/orders');
    const { message } = expectProblem(response, 500);
    expect(response.body).not.toMatch(/secret|Validation/);
    const trace = /Trace: ([0-9a-f]{32})$/.exec(message)?.[1];
    expect(memory.logged.find((line) => line.trace === trace && line.level === 50)).toMatchObject({
      err: { message: 'table OrdersTable secret' },
    });
  });
});
