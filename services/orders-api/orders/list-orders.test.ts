import { describe, expect, it } from 'vitest';
import { statusPartitionOf } from '#contracts/status-index.ts';
import { createMemoryDependencies } from '../testing/memory-dependencies.ts';
import { goodTimeline, storedOrder } from '../testing/samples.ts';
import { listOrders } from './list-orders.ts';

describe('a page', () => {
  it('is short, with a cursor, when a filter leaves nothing for too long', async () => {
    const memory = createMemoryDependencies();
    for (let second = 0; second < 100; second += 1) {
      const order = storedOrder({ second });
      memory.orderItems.set(order.orderId, order);
    }
    const first = await listOrders(memory.orders, { status: 'SHIPPED', limit: 2 });
    expect(first).toMatchObject({ orders: [], next: expect.any(String) });
    const rest = await listOrders(memory.orders, { limit: 100, after: String(first.next) });
    expect(rest.orders).toHaveLength(100 - (2 + 4 + 8 + 16 + 32));
  });

  it('leaves out an order that has moved on since the index was written', async () => {
    const memory = createMemoryDependencies();
    const order = storedOrder({ timeline: goodTimeline });
    const statusPartition = statusPartitionOf(order.orderId, 'CANCELLED');
    memory.orderItems.set(order.orderId, { ...order, statusPartition });
    expect(await listOrders(memory.orders, { status: 'CANCELLED', limit: 5 })).toEqual({ orders: [] });
  });
});
