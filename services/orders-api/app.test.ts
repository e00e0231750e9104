// Requests that nobody would think of: none of them may end in a 5xx.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMemoryApp } from './testing/memory-dependencies.ts';

it('whatever is asked for, however, with whatever headers and body: never a 5xx', async () => {
  const { app } = await createMemoryApp();
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ maxLength: 40 }),
    fc.json(),
  );
  const path = fc
    .tuple(
      fc.constantFrom(
        '/orders',
        '/orders/',
        '/products',
        '/products/p1',
        '/docs',
        '/health/ready',
        '/',
        '/x',
      ),
      fc.oneof(
        fc.constant(''),
        fc.webPath(),
        text.map((part) => `/${encodeURIComponent(part.toWellFormed())}`),
      ),
      fc.oneof(
        fc.constant(''),
        fc.webQueryParameters().map((query) => `?${query}`),
      ),
    )
    .map((parts) => parts.join(''));
  const headerValue = fc.string({ unit: 'grapheme-ascii', maxLength: 60 });
  const request = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE', 'PATCH'),
    path,
    payload: text,
    headers: fc.dictionary(
      fc.constantFrom(
        'content-type',
        'accept',
        'idempotency-key',
        'last-event-id',
        'if-none-match',
        'traceparent',
      ),
      fc.oneof(headerValue, fc.constant('application/json'), fc.constant('text/event-stream')),
    ),
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ path: asked, method, payload, headers }) => {
      const response = await app.inject({ method: method as 'GET', url: asked, payload, headers });
      expect(response.statusCode, response.body).toBeLessThan(500);
    }),
    { numRuns: 400 },
  );
  await app.close();
});
