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

describe('the span of a request', () => {
  const parent = '00-0123456789abcdef0123456789abcdef-0123456789abcdef-01';

  it('goes on from what the client is doing, and names the order', async () => {
    const { app, memory } = await createMemoryApp();
    const order = storedOrder();
    memory.orderItems.set(order.orderId, order);
    const response = await app.inject({
      url: `/orders/${order.orderId}?trace=john`,
      headers: { traceparent: parent },
    });
    expect(memory.spans).toEqual([
      {
        name: 'GET /orders/:orderId',
        kind: 'server',
        traceparent: response.headers.traceparent,
        parent,
        startedAt: expect.any(Number),
        endedAt: memory.clock.now,
        attributes: {
          'http.request.method': 'GET',
          'http.response.status_code': 200,
          'http.route': '/orders/:orderId',
          'waybill.orderId': order.orderId,
        },
      },
    ]);
    await app.close();
  });

  it('says that the answer was an error, and nothing of what was asked', async () => {
    const { app, memory } = await createMemoryApp();
    memory.failures.read = new Error('down');
    await app.inject('/orders?customerEmail=john@example.com');
    expect(memory.spans).toMatchObject([{ name: 'GET /orders', error: 'Answered 500' }]);
    expect(JSON.stringify(memory.spans)).not.toContain('john');
    await app.close();
  });
});
