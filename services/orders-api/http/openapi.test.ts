// The OpenAPI document: complete, and true to what the routes do.
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryApp, type MemoryDependencies } from '../testing/memory-dependencies.ts';
import { goodTimeline, storedOrder } from '../testing/samples.ts';

type Operation = {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: object[];
  parameters?: { name: string; in: string; description?: string; example?: unknown }[];
  requestBody?: { content: { 'application/json': { schema: object; example?: unknown } } };
  responses: Record<string, { description: string; content?: Record<string, { schema: { $ref?: string } }> }>;
};

let app: FastifyInstance;
let memory: MemoryDependencies;
let document: {
  openapi: string;
  info: { description: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: object };
};
beforeAll(async () => {
  ({ app, memory } = await createMemoryApp());
  document = (await app.inject('/docs/json')).json();
});
afterAll(() => app.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

describe('the document', () => {
  it('is OpenAPI 3.1 and lists every route of the API', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(operations().map(({ path, method }) => `${method} ${path}`)).toEqual([
      'post /orders',
      'get /orders',
      'get /orders/{orderId}',
      'get /orders/{orderId}/events',
      'post /orders/{orderId}/cancel',
      'post /orders/{orderId}/return',
      'get /products',
      'put /products/{productId}',
      'post /products/{productId}/stock',
      'get /ops/queues',
      'get /ops/dead-letters',
      'get /ops/dead-letters/{queue}/{messageId}',
      'post /ops/dead-letters/{queue}/redrive',
      'post /ops/dead-letters/{queue}/discard',
      'post /ops/orders/{orderId}/resume',
      'get /ops/audit',
      'get /health/live',
      'get /health/ready',
    ]);
  });

  it('describes each operation, each parameter and each answer', () => {
    for (const { path, operation } of operations()) {
      expect([path, operation.operationId, operation.summary, operation.tags?.length]).toEqual([
        path,
        expect.any(String),
        expect.any(String),
        1,
      ]);
      for (const { name, description } of operation.parameters ?? [])
        expect([path, name, description]).toEqual([path, name, expect.stringMatching(/./)]);
      for (const [status, { description }] of Object.entries(operation.responses))
        expect([path, status, description]).not.toContain('Default Response');
    }
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has one form for all problems', () => {
    expect(Object.keys(document.components.schemas)).toEqual(['Problem']);
    for (const { operation } of operations())
      for (const [status, { content }] of Object.entries(operation.responses))
        if (Number(status) >= 400)
          expect(content).toEqual({
            'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          });
  });

  it('asks for the operator’s token where it is needed', () => {
    const guarded = operations().filter(({ operation }) => operation.security);
    expect(guarded.map(({ operation }) => operation.operationId)).toEqual([
      'returnOrder',
      'putProduct',
      'receiveStock',
      'listQueues',
      'listDeadLetters',
      'getDeadLetter',
      'redriveDeadLetters',
      'discardDeadLetters',
      'resumeOrder',
      'listAudit',
    ]);
  });

  it('names as repeatable by a key just what takes one, and the rest that is posted as needing none', () => {
    const keyed = operations().filter(({ operation }) =>
      operation.parameters?.some(({ name }) => name === 'Idempotency-Key'),
    );
    const { description } = document.info;
    const [byKey = '', withoutKey = ''] = description
      .slice(description.indexOf('repeat the request.'))
      .split(';');
    expect([...byKey.matchAll(/`(POST|PUT) (.*?)`/g)].map(([, method, path]) => `${method} ${path}`)).toEqual(
      ['POST /orders', 'PUT /products/{productId}', 'POST /products/{productId}/stock'],
    );
    expect(keyed.map(({ method, path }) => `${method.toUpperCase()} ${path}`)).toEqual([
      'POST /orders',
      'PUT /products/{productId}',
      'POST /products/{productId}/stock',
    ]);
    expect(byKey).toMatch(/take effect once .* the same `Idempotency-Key`$/s);
    expect(withoutKey).toMatch(/cancelled once and returned once .* without a key/s);
  });

  it('has examples that work when they are tried', async () => {
    const completed = storedOrder({ timeline: goodTimeline });
    memory.orderItems.set(completed.orderId, completed);
    for (const { path, method, operation } of operations()) {
      const media = operation.requestBody?.content['application/json'];
      if (!media) continue;
      const productId = operation.parameters?.find(({ name }) => name === 'productId')?.example;
      const response = await app.inject({
        method: method.toUpperCase() as 'POST',
        url: path
          .replace('{productId}', String(productId))
          .replace('{orderId}', completed.orderId)
          .replace('{queue}', 'payment-queue'),
        payload: media.example as object,
        headers: { authorization: 'Bearer operator-token', 'x-operator': 'alice' },
      });
      const expected = '202' in operation.responses ? 202 : 200;
      expect([operation.operationId, response.statusCode]).toEqual([operation.operationId, expected]);
    }
  });
});

describe('Swagger UI', () => {
  it('is at /docs, and may style itself in place, nothing more', async () => {
    const response = await app.inject('/docs');
    expect(response.statusCode).toBe(200);
    const policy = String(response.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self' 'unsafe-inline';");
    expect((await app.inject('/')).headers['content-security-policy']).not.toContain('unsafe-inline');
  });
});
