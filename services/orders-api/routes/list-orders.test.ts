// GET /orders, with everything around it made of memory.
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryApp, type MemoryDependencies } from '../testing/memory-dependencies.ts';
import { at, goodTimeline, storedOrder } from '../testing/samples.ts';

let app: FastifyInstance;
let memory: MemoryDependencies;
beforeEach(async () => {
  ({ app, memory } = await createMemoryApp());
});
afterEach(() => app.close());

const list = async (query: Record<string, string> = {}) => {
  const response = await app.inject({ url: '/orders', query });
  return { status: response.statusCode, ...response.json() };
};

describe('the list of orders', () => {
  const add = (count: number, options: Parameters<typeof storedOrder>[0] = {}) =>
    Array.from({ length: count }, (_, index) => {
      const order = storedOrder({ second: index, ...options });
      memory.orderItems.set(order.orderId, order);
      return order;
    });
  const walk = async (query: Record<string, string>) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 50; page += 1) {
      const { orders, nextCursor } = await list({ ...query, ...(cursor && { cursor }) });
      seen.push(...orders.map(({ orderId }: { orderId: string }) => orderId));
      cursor = nextCursor;
      if (!cursor) return seen;
    }
    throw new Error('the list has no end');
  };

  it('is newest first, page by page, each order once, over all statuses', async () => {
    const orders = [...add(12), ...add(9, { timeline: goodTimeline })];
    const newest = orders
      .sort((a, b) => (a.createdKey > b.createdKey ? -1 : 1))
      .map(({ orderId }) => orderId);
    expect(await walk({ limit: '4' })).toEqual(newest);
    expect(await walk({ limit: '7' })).toEqual(newest);
    expect(await walk({})).toEqual(newest);
  });

  it('shows no personal data', async () => {
    const [order] = add(1);
    const { orders } = await list();
    expect(orders).toEqual([
      {
        orderId: order?.orderId,
        status: 'RECEIVED',
        final: false,
        createdAt: at(0),
        total: 199.98,
        currency: 'USD',
        itemCount: 2,
      },
    ]);
  });

  it('can be of one customer, whatever the case of the address', async () => {
    add(3);
    const [mine] = add(1, { customerEmail: 'jane@example.com' });
    expect(await walk({ customerEmail: 'JANE@example.com' })).toEqual([mine?.orderId]);
  });

  it('can be of one status, also where most of what is open has another', async () => {
    const [oldest] = add(1, { timeline: goodTimeline.slice(0, 4), second: 0 });
    add(58, { second: 1 });
    expect(await walk({ status: 'SHIPPED', limit: '2' })).toEqual([oldest?.orderId]);
    expect(await walk({ status: 'COMPLETED' })).toEqual([]);
  });

  it('can be of one customer in one status', async () => {
    add(5, { customerEmail: 'jane@example.com' });
    const [done] = add(1, { customerEmail: 'jane@example.com', timeline: goodTimeline });
    add(2, { timeline: goodTimeline });
    expect(await walk({ customerEmail: 'jane@example.com', status: 'COMPLETED', limit: '1' })).toEqual([
      done?.orderId,
    ]);
  });

  it('refuses a cursor that was changed, or that belongs to another query', async () => {
    add(5);
    const { nextCursor } = await list({ limit: '2' });
    expect(await list({ limit: '2', cursor: `${nextCursor}x` })).toMatchObject({ status: 400 });
    expect(await list({ cursor: 'bm90aGluZw' })).toMatchObject({
      status: 400,
      errors: [{ pointer: '/cursor' }],
    });
    const other = await list({ status: 'SHIPPED', cursor: nextCursor });
    expect(other).toMatchObject({ status: 400, message: expect.stringContaining('another query') });
    expect(await list({ limit: '3', cursor: nextCursor })).toMatchObject({ status: 200 });
  });

  it.each([
    [{ limit: '0' }, 'limit must be at least 1'],
    [{ limit: '101' }, 'limit must be at most 100'],
    [{ limit: 'many' }, 'limit must be a whole number'],
    [{ limit: '1.5' }, 'limit must be a whole number'],
    [{ customerEmail: 'nobody' }, 'customerEmail must be an e-mail address, like name@example.com'],
    [{ customeremail: 'a@b.example' }, 'Unknown query parameter: customeremail'],
    [{ status: 'LOST' }, expect.stringContaining('status must be one of: RECEIVED, PAYMENT_AUTHORIZED')],
  ])('refuses %j', async (query, message) => {
    expect(await list(query as Record<string, string>)).toMatchObject({ status: 400, message });
  });

  it('refuses a parameter that comes twice', async () => {
    const response = await app.inject('/orders?limit=1&limit=2');
    expect(response.statusCode).toBe(400);
  });
});
