// POST /orders/:orderId/cancel and /return, on ports of memory.
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { timeUuid } from '#platform/ids.ts';
import { createMemoryApp, type MemoryPorts } from '../testing/memory-ports.ts';
import { goodTimeline, storedOrder } from '../testing/samples.ts';

let app: FastifyInstance;
let memory: MemoryPorts;
beforeEach(async () => {
  ({ app, memory } = await createMemoryApp());
});
afterEach(() => app.close());

const operator = { authorization: 'Bearer operator-token' };
const stored = (steps: number): string => {
  const order = storedOrder({ timeline: goodTimeline.slice(0, steps) });
  memory.orderItems.set(order.orderId, order);
  return order.orderId;
};
const cancel = (orderId: string) => app.inject({ method: 'POST', url: `/orders/${orderId}/cancel` });
const giveBack = (orderId: string, payload: object = { restock: true }, headers = operator) =>
  app.inject({ method: 'POST', url: `/orders/${orderId}/return`, payload, headers });
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
});

describe('a return', () => {
  it.each([true, false])('of a completed order is passed on, with restock %s', async (restock) => {
    const orderId = stored(6);
    expect((await giveBack(orderId, { restock })).statusCode).toBe(202);
    expect(commands()).toEqual([{ type: 'ReturnOrder', subject: orderId, data: { restock } }]);
  });

  it('of an order on its way is refused, saying where it is', async () => {
    const response = await giveBack(stored(4));
    expect(response.json()).toMatchObject({ status: 409, message: expect.stringContaining('it is SHIPPED') });
    expect(memory.sent).toEqual([]);
  });

  it('is for operators, and says what becomes of the goods', async () => {
    const orderId = stored(6);
    expect((await giveBack(orderId, { restock: true }, { authorization: 'Bearer no' })).statusCode).toBe(401);
    expect((await giveBack(orderId, {})).json().message).toBe('Missing required field: restock');
    expect((await giveBack(orderId, { restock: 'yes' })).statusCode).toBe(400);
    expect(memory.sent).toEqual([]);
  });
});
