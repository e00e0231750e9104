import { describe, expect, it } from 'vitest';
import { createMemoryApp } from '../testing/memory-dependencies.ts';
import { storedOrder } from '../testing/samples.ts';

describe('the log', () => {
  it('has one line for each request, with its route and without what was asked', async () => {
    const { app, memory } = await createMemoryApp();
    await app.inject('/orders?customerEmail=john@example.com');
    await app.inject('/products/john@example.com');
    await app.inject('/health/live');
    expect(memory.logged.map(({ method, route, status }) => [method, route, status])).toEqual([
      ['GET', '/orders', 200],
      ['GET', 'none', 405],
    ]);
    expect(JSON.stringify(memory.logged)).not.toContain('john');
    expect(memory.logged[0]).toMatchObject({
      reqId: expect.any(String),
      trace: expect.any(String),
      ms: expect.any(Number),
    });
    await app.close();
  });

  it('says which order a request is about, also when it is refused, and never what was made up', async () => {
    const { app, memory } = await createMemoryApp();
    const order = storedOrder();
    memory.orderItems.set(order.orderId, order);
    await app.inject(`/orders/${order.orderId}/events?lastEventId=x`);
    await app.inject('/orders/john@example.com/events');
    expect(memory.logged.map(({ orderId, status }) => [orderId, status])).toEqual([
      [order.orderId, 400],
      [undefined, 400],
    ]);
    await app.close();
  });
});
