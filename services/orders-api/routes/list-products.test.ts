// GET /products, with everything around it made of memory.
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryApp, type MemoryDependencies, product } from '../testing/memory-dependencies.ts';

let app: FastifyInstance;
let memory: MemoryDependencies;
beforeEach(async () => {
  ({ app, memory } = await createMemoryApp());
});
afterEach(() => app.close());

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
