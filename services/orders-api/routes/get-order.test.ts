import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OrderView } from '#contracts/http.ts';
import { compile } from '#contracts/validate.ts';
import { timeUuid } from '#platform/ids.ts';
import { createMemoryApp, type MemoryDependencies } from '../testing/memory-dependencies.ts';
import { at, goodTimeline, storedOrder } from '../testing/samples.ts';

let app: FastifyInstance;
let memory: MemoryDependencies;
beforeEach(async () => {
  ({ app, memory } = await createMemoryApp());
});
afterEach(() => app.close());

describe('an order', () => {
  it('is shown as its customer knows it, amounts in dollars', async () => {
    const order = storedOrder({ timeline: goodTimeline });
    memory.orderItems.set(order.orderId, order);
    const response = await app.inject(`/orders/${order.orderId}`);
    const view: unknown = response.json();
    expect(compile(OrderView)(view)).toBe(true);
    expect(view).toEqual({
      orderId: order.orderId,
      status: 'COMPLETED',
      final: true,
      createdAt: at(0),
      customerName: 'John Doe',
      customerEmail: 'john.doe@example.com',
      items: [{ productId: 'p123', productName: 'Fieldnote Daypack', quantity: 2, price: 99.99 }],
      total: 199.98,
      currency: 'USD',
      shippingAddress: { street: '123 Main St', city: 'Anytown', postalCode: '12345', country: 'USA' },
      paymentMethod: 'CARD',
      shipment: { carrier: 'UPS', trackingNumber: 'WB1' },
    });
    expect(response.headers['cache-control']).toBe('no-store');
  });

  it('that is nowhere is a 404 that says when to ask again', async () => {
    const response = await app.inject(`/orders/${timeUuid(0)}`);
    expect(response.statusCode).toBe(404);
    expect(response.headers['retry-after']).toBe('1');
  });

  it('that was accepted a moment ago is waited for', async () => {
    const order = storedOrder({ orderId: timeUuid(memory.clock.now) });
    const reads: string[] = [];
    const { get } = memory.orders;
    memory.orders.get = async (orderId) => {
      reads.push(orderId);
      setImmediate(() => memory.orderItems.set(orderId, order));
      return get(orderId);
    };
    const response = await app.inject(`/orders/${order.orderId}`);
    expect([response.statusCode, reads]).toEqual([200, [order.orderId]]);
  });

  it('is what the log line of its request is about', async () => {
    const order = storedOrder();
    memory.orderItems.set(order.orderId, order);
    await app.inject(`/orders/${order.orderId}`);
    expect(memory.logged.at(-1)).toMatchObject({
      route: '/orders/:orderId',
      orderId: order.orderId,
      status: 200,
    });
  });
});
