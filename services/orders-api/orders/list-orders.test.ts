import { describe, expect, it } from 'vitest';
import { createMemoryDependencies } from '../testing/memory-dependencies.ts';
import { goodTimeline, storedOrder } from '../testing/samples.ts';
import { listOrders } from './list-orders.ts';

describe('a page', () => {
  it('is short, with a cursor, when a filter leaves nothing for too long', async () => {
    const memory = createMemoryDependencies();
    for (let second = 0; second < 40; second += 1) {
      const order = storedOrder({ second });
      memory.orderItems.set(order.orderId, order);
    }
    const first = await listOrders(memory.orders, { status: 'SHIPPED', limit: 2 });
    expect(first).toMatchObject({ orders: [], next: expect.any(String) });
    const [newest, oldest] = [first.next, (await listOrders(memory.orders, { limit: 100 })).orders.at(-1)];
    expect(newest && oldest && newest > oldest.createdKey).toBe(true);
  });

  it('leaves out an order that has moved on since the index was written', async () => {
    const memory = createMemoryDependencies();
    const order = storedOrder({ timeline: goodTimeline });
    memory.orderItems.set(order.orderId, { ...order, statusPartition: storedOrder(order).statusPartition });
    expect(await listOrders(memory.orders, { status: 'RECEIVED', limit: 5 })).toEqual({ orders: [] });
  });
});
