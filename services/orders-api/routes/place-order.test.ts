// POST /orders, with everything around it made of memory.
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Permanent } from '#messaging/errors.ts';
import { Overloaded } from '#platform/batcher.ts';
import { createMemoryApp, type MemoryDependencies, product } from '../testing/memory-dependencies.ts';
import { body } from '../testing/samples.ts';

let app: FastifyInstance;
let memory: MemoryDependencies;
beforeEach(async () => {
  ({ app, memory } = await createMemoryApp());
});
afterEach(() => app.close());

const place = (payload: object, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: '/orders', payload, headers });

describe('an order', () => {
  it('is accepted once its command is in the queue, and says where to follow it', async () => {
    const response = await place(body(), {
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    });
    expect(response.statusCode).toBe(202);
    const { orderId } = response.json();
    expect(response.json()).toEqual({ message: 'Order accepted for processing', orderId });
    expect(response.headers.location).toBe(`/orders/${orderId}`);
    const [{ emission, traceparent } = {}] = memory.sent;
    expect(traceparent).toMatch(new RegExp(`^00-${'a'.repeat(32)}-(?!b{16})[0-9a-f]{16}-01$`));
    expect(response.headers.traceparent).toBe(traceparent);
    const acceptedAt = new Date(memory.clock.now).toISOString();
    expect(emission).toMatchObject({
      type: 'PlaceOrder',
      subject: orderId,
      at: acceptedAt,
      data: { acceptedAt },
    });
    expect(emission?.data).toMatchObject({
      order: {
        customerEmail: 'john.doe@example.com',
        lines: [{ productId: 'p123', productName: product.name, quantity: 1, unitPrice: 9_999 }],
        total: 9_999,
        currency: 'USD',
        paymentToken: 'tok_approved',
      },
    });
  });

  it('counts a product that comes twice once, summed', async () => {
    const { items, ...rest } = body();
    await place({ ...rest, items: [...items, ...items, ...items] });
    expect(memory.sent[0]?.emission.data).toMatchObject({
      order: { lines: [{ quantity: 3 }], total: 29_997 },
    });
  });

  it('is refused above 1,000 units of one product, with a pointer to the line that is too many', async () => {
    const [line] = body().items;
    const response = await place({
      ...body(),
      items: [
        { ...line, quantity: 600 },
        { ...line, quantity: 401 },
      ],
    });
    expect(response.statusCode).toBe(400);
    expect(response.json().errors).toMatchObject([{ pointer: '/items/1/quantity' }]);
    expect(memory.sent).toEqual([]);
  });

  it('is refused at a price that is not the catalogue’s, with the right one', async () => {
    const [line] = body().items;
    const response = await place({ ...body(), items: [{ ...line, price: 1 }] });
    expect(response.statusCode).toBe(422);
    expect(response.headers['content-type']).toBe('application/problem+json');
    expect(response.json()).toMatchObject({
      type: 'urn:waybill:problem:not-in-catalogue',
      message: 'items[0].price: p123 costs $99.99',
      errors: [{ pointer: '/items/0/price', expected: 99.99 }],
    });
    expect(memory.sent).toEqual([]);
  });

  it('is refused for a product that is not in the catalogue', async () => {
    const [line] = body().items;
    const response = await place({ ...body(), items: [{ ...line, productId: 'nothing' }] });
    expect(response.statusCode).toBe(422);
    expect(response.json().errors).toMatchObject([{ pointer: '/items/0/productId' }]);
  });

  it('is not accepted when the queue does not take it, and may be sent again', async () => {
    for (const send of [new Error('queue order-queue refused the message'), new Overloaded('5000')]) {
      memory.failures.send = send;
      const response = await place(body());
      expect(response.statusCode).toBe(503);
      expect(response.headers['retry-after']).toBe('1');
      expect(response.body).not.toContain(send.message);
    }
  });

  it('whose fate is unknown is to be looked for before it is sent again, or safe to send again by its key', async () => {
    memory.failures.send = new Error('no answer');
    const [without, withKey] = [await place(body()), await place(body(), { 'idempotency-key': 'mine' })];
    expect(without.json().message).toMatch(/may have been accepted: look for it .* An Idempotency-Key makes/);
    expect(withKey.json().message).toMatch(/send it again with the same Idempotency-Key$/);
    memory.failures.send = new Overloaded('5000');
    expect((await place(body())).json().message).toMatch(/^Too much is waiting to be sent/);
  });

  it('that breaks the contract is a fault of ours: 500, and nothing of why', async () => {
    memory.failures.send = new Permanent('PlaceOrder: data/secret must be x');
    const response = await place(body());
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain('secret');
    expect(response.json().message).toMatch(/Trace: [0-9a-f]{32}$/);
    expect(memory.logged.find(({ level }) => level === 50)).toMatchObject({
      err: { message: expect.any(String) },
    });
  });
});
