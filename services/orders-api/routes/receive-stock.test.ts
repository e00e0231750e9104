// POST /products/:productId/stock, with everything around it made of memory.
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryApp, type MemoryDependencies, product } from '../testing/memory-dependencies.ts';

let app: FastifyInstance;
let memory: MemoryDependencies;
beforeEach(async () => {
  ({ app, memory } = await createMemoryApp());
  memory.productItems.set('p9', { ...product, productId: 'p9' });
});
afterEach(() => app.close());

const operator = { authorization: 'Bearer operator-token' };
const receive = (payload: object, headers: Record<string, string> = operator) =>
  app.inject({ method: 'POST', url: '/products/p9/stock', payload, headers });

describe('an operator', () => {
  it('books stock, and each booking counts, unless its key says that it is the same', async () => {
    await receive({ quantity: 5 });
    await receive({ quantity: 5 });
    await receive({ quantity: 5 }, { ...operator, 'idempotency-key': 'delivery 1' });
    await receive({ quantity: 5 }, { ...operator, 'idempotency-key': 'delivery 1' });
    const keys = memory.sent.map(({ emission }) => emission.key);
    expect(new Set(keys).size).toBe(3);
    expect(keys.slice(2)).toEqual(['delivery 1', 'delivery 1']);
    expect(memory.sent[0]?.emission).toMatchObject({
      type: 'ReceiveStock',
      subject: 'p9',
      data: { quantity: 5 },
    });
  });

  it('cannot use a key again for another number of units: it would not be counted', async () => {
    const key = { ...operator, 'idempotency-key': 'delivery 1' };
    expect((await receive({ quantity: 5 }, key)).statusCode).toBe(202);
    expect((await receive({ quantity: 7 }, key)).json()).toMatchObject({
      status: 422,
      type: 'urn:waybill:problem:idempotency-key-reused',
    });
    expect(memory.sent).toHaveLength(1);
  });

  it('cannot book stock of a product that nobody has put', async () => {
    memory.productItems.delete('p9');
    const response = await receive({ quantity: 5 });
    expect(response.json()).toMatchObject({ status: 404, message: expect.stringContaining('p9') });
    expect(response.headers['retry-after']).toBe('1');
    expect(memory.sent).toEqual([]);
  });

  it.each([0, -1, 1.5, 1_001, '5', null])('cannot book %j units', async (quantity) => {
    expect((await receive({ quantity })).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/quantity' }],
    });
  });

  it('cannot name a product as no product is named', async () => {
    for (const name of ['a b', '-a', 'x'.repeat(65), 'ü']) {
      const url = `/products/${encodeURIComponent(name)}/stock`;
      const response = await app.inject({ method: 'POST', url, payload: { quantity: 1 }, headers: operator });
      expect([name, response.statusCode]).toEqual([name, 400]);
    }
  });
});
