import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryApp, type MemoryPorts, product } from '../testing/memory-ports.ts';

let app: FastifyInstance;
let memory: MemoryPorts;
beforeEach(async () => {
  ({ app, memory } = await createMemoryApp());
});
afterEach(() => app.close());

const operator = { authorization: 'Bearer operator-token' };
const put = (payload: object, headers: Record<string, string> = operator) =>
  app.inject({ method: 'PUT', url: '/products/p9', payload, headers });
const receive = (payload: object, headers: Record<string, string> = operator) =>
  app.inject({ method: 'POST', url: '/products/p9/stock', payload, headers });

describe('the catalogue', () => {
  it('shows products with their price in dollars and what can be ordered', async () => {
    expect((await app.inject('/products')).json()).toEqual({
      products: [
        {
          productId: 'p123',
          name: 'Fieldnote Daypack',
          description: 'Waxed canvas',
          price: 99.99,
          currency: 'USD',
          available: 10,
        },
      ],
    });
  });

  it('can be paged through, each product once', async () => {
    for (const letter of 'abcdefg') memory.productItems.set(letter, { ...product, productId: letter });
    const seen: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const query: Record<string, string> = { limit: '3', ...(cursor && { cursor }) };
      const page = (await app.inject({ url: '/products', query })).json();
      seen.push(...page.products.map(({ productId }: { productId: string }) => productId));
      cursor = page.nextCursor;
    }
    expect(seen.join(' ')).toBe('a b c d e f g p123');
  });

  it('refuses a cursor of another list', async () => {
    memory.productItems.set('a', { ...product, productId: 'a' });
    const { nextCursor } = (await app.inject('/products?limit=1')).json();
    const response = await app.inject(`/orders?cursor=${nextCursor}`);
    expect(response.json()).toMatchObject({ status: 400, message: expect.stringContaining('another query') });
  });
});

describe('an operator', () => {
  it('puts a product', async () => {
    const response = await put({ name: 'Lantern', price: 49 }, { ...operator, 'idempotency-key': 'k1' });
    expect([response.statusCode, response.json()]).toEqual([
      202,
      { message: 'Product accepted for processing' },
    ]);
    expect(memory.sent.map(({ emission }) => emission)).toEqual([
      {
        ...{ type: 'PutProduct', subject: 'p9', key: 'k1', at: new Date(memory.clock.now).toISOString() },
        data: { productId: 'p9', name: 'Lantern', description: '', price: 4_900, currency: 'USD' },
      },
    ]);
    expect(response.headers.traceparent).toBe(memory.sent[0]?.traceparent);
  });

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

  it('must have the token, and learns so before the body is read', async () => {
    for (const authorization of [
      '',
      'Bearer',
      'Bearer wrong-token',
      'Basic operator-token',
      'Bearer operator-token x',
    ]) {
      const response = await put({ nonsense: true }, { authorization });
      expect([authorization, response.statusCode]).toEqual([authorization, 401]);
      expect(response.headers['www-authenticate']).toMatch(/^Bearer realm="operator"/);
      expect(response.headers['content-type']).toBe('application/problem+json');
    }
    expect(memory.sent).toEqual([]);
  });

  it('is told how to open the routes when no token is configured', async () => {
    const shut = await createMemoryApp({ OPERATOR_TOKEN: '' });
    const response = await shut.app.inject({
      method: 'PUT',
      url: '/products/p9',
      payload: {},
      headers: operator,
    });
    expect(response.statusCode).toBe(403);
    expect(response.json().message).toContain('set OPERATOR_TOKEN');
    await shut.app.close();
  });
});
