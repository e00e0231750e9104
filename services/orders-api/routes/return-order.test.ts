// POST /orders/:orderId/return, with everything around it made of memory.
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
const operator = { authorization: 'Bearer operator-token' };
const giveBack = (orderId: string, payload: object = { restock: true }, headers = operator) =>
  app.inject({ method: 'POST', url: `/orders/${orderId}/return`, payload, headers });
const commands = () => memory.sent.map(({ emission: { type, subject, data } }) => ({ type, subject, data }));

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
