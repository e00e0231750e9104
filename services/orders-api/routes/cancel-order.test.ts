// POST /orders/:orderId/cancel, with everything around it made of memory.
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { timeUuid } from '#platform/ids.ts';
import { createMemoryApp, type MemoryDependencies } from '../testing/memory-dependencies.ts';
import { goodTimeline, storedOrder } from '../testing/samples.ts';

let app: FastifyInstance;
let memory: MemoryDependencies;
beforeEach(async () => {
  ({ app, memory } = await createMemoryApp());
});
afterEach(() => app.close());

const stored = (steps: number): string => {
  const order = storedOrder({ timeline: goodTimeline.slice(0, steps) });
  memory.orderItems.set(order.orderId, order);
  return order.orderId;
};
const cancel = (orderId: string) => app.inject({ method: 'POST', url: `/orders/${orderId}/cancel` });
const commands = () => memory.sent.map(({ emission: { type, subject, data } }) => ({ type, subject, data }));

describe('a cancellation', () => {
  it.each([1, 3, 6])('is passed on to be decided, after %i steps of the order', async (steps) => {
    const orderId = stored(steps);
    const response = await cancel(orderId);
    expect([response.statusCode, response.json()]).toEqual([
      202,
      { message: 'Cancellation accepted for processing', orderId },
    ]);
    expect(commands()).toEqual([{ type: 'CancelOrder', subject: orderId, data: {} }]);
  });

  it('of an order that is nowhere is a 404, and sends nothing', async () => {
    expect((await cancel(timeUuid(0))).statusCode).toBe(404);
    expect((await cancel('42')).statusCode).toBe(400);
    expect(memory.sent).toEqual([]);
  });

  it('that cannot be sent is a 503', async () => {
    const orderId = stored(1);
    memory.failures.send = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect((await cancel(orderId)).statusCode).toBe(503);
  });

  it('needs no body, whatever the content type says', async () => {
    const orderId = stored(1);
    const headers = { 'content-type': 'application/json' };
    const response = await app.inject({ method: 'POST', url: `/orders/${orderId}/cancel`, headers });
    expect(response.statusCode).toBe(202);
  });
});
