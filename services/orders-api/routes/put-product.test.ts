// PUT /products/:productId, with everything around it made of memory.
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryApp, type MemoryDependencies } from '../testing/memory-dependencies.ts';

let app: FastifyInstance;
let memory: MemoryDependencies;
beforeEach(async () => {
  ({ app, memory } = await createMemoryApp());
});
afterEach(() => app.close());

const operator = { authorization: 'Bearer operator-token' };
const put = (payload: object, headers: Record<string, string> = operator) =>
  app.inject({ method: 'PUT', url: '/products/p9', payload, headers });

describe('an operator', () => {
  it('puts a product', async () => {
    const response = await put({ name: 'Lantern', price: 49 }, { ...operator, 'idempotency-key': 'k1' });
    expect([response.statusCode, response.json()]).toEqual([
      202,
      { message: 'Product accepted for processing' },
    ]);
    expect(memory.sent.map(({ emission }) => emission)).toEqual([
      {
        type: 'PutProduct',
        subject: 'p9',
        key: 'k1',
        at: new Date(memory.clock.now).toISOString(),
        data: { productId: 'p9', name: 'Lantern', description: '', price: 4_900, currency: 'USD' },
      },
    ]);
    expect(response.headers.traceparent).toBe(memory.sent[0]?.traceparent);
  });

  it.each([
    [{ name: 'Lantern', price: 0 }, '/price'],
    [{ name: 'Lantern', price: 0.001 }, '/price'],
    [{ name: 'Lantern', price: 1e-9 }, '/price'],
    [{ price: 1 }, '/name'],
    [{ name: '<b>', price: 1 }, '/name'],
    [{ name: 'Lantern', price: 1, stock: 5 }, '/stock'],
  ])('cannot put %j', async (payload, pointer) => {
    const response = await put(payload);
    expect([response.statusCode, response.json().errors[0].pointer]).toEqual([400, pointer]);
    expect(memory.sent).toEqual([]);
  });
});
