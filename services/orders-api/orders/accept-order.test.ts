// Orders that come more than once: POST /orders with an Idempotency-Key, with everything around it made of memory.
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

describe('an Idempotency-Key', () => {
  const key = { 'idempotency-key': 'my key' };

  it('gives a repeated request the same order, and sends it again: the first one may have died before it did', async () => {
    const [first, second] = [await place(body(), key), await place(body(), key)];
    expect([first.statusCode, second.statusCode]).toEqual([202, 202]);
    expect(second.json()).toEqual(first.json());
    expect(memory.sent.map(({ emission }) => emission.subject)).toEqual([
      first.json().orderId,
      first.json().orderId,
    ]);
  });

  it('is about what the body says, not about the order of its keys', async () => {
    const first = await place(body(), key);
    const reversed = Object.fromEntries(Object.entries(body()).reverse());
    expect((await place(reversed, key)).json()).toEqual(first.json());
  });

  it('makes two requests at once one order', async () => {
    const responses = await Promise.all([place(body(), key), place(body(), key), place(body(), key)]);
    expect(responses.map(({ statusCode }) => statusCode)).toEqual([202, 202, 202]);
    expect(new Set(responses.map((response) => response.json().orderId)).size).toBe(1);
  });

  it('is refused with another body', async () => {
    await place(body(), key);
    const response = await place({ ...body(), customerName: 'Jane Doe' }, key);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({
      type: 'urn:waybill:problem:idempotency-key-reused',
      message: 'This Idempotency-Key was used with a different body; use a new key',
    });
    expect(memory.sent).toHaveLength(1);
  });

  it('answers a repetition as before, also when the price has changed or the product has gone since', async () => {
    const first = await place(body(), key);
    memory.productItems.set('p123', { ...product, price: 12_000 });
    memory.catalogue.edition += 1;
    memory.clock.now += 5_000;
    expect((await place(body(), key)).json()).toEqual(first.json());
    memory.productItems.clear();
    memory.catalogue.edition += 1;
    memory.clock.now += 5_000;
    const repeated = await place(body(), key);
    expect(repeated.json()).toEqual(first.json());
    expect(memory.sent.at(-1)?.emission.data).toMatchObject({ order: { lines: [{ unitPrice: 9_999 }] } });
    expect((await place(body())).statusCode).toBe(422);
  });

  it('is not used up by an order that is refused', async () => {
    const [line] = body().items;
    const wrong = { ...body(), items: [{ ...line, price: 1 }] };
    expect((await place(wrong, key)).statusCode).toBe(422);
    expect((await place(wrong, key)).statusCode).toBe(422);
    expect((await place(body(), key)).statusCode).toBe(202);
  });

  it('is good for a year; then it makes an order of its own, though the table may still have its claim', async () => {
    const other = { ...body(), customerName: 'Jane Doe' };
    const first = await place(body(), key);
    memory.clock.now += 365 * 24 * 3_600 * 1_000 - 1_000;
    expect((await place(other, key)).statusCode).toBe(422);
    memory.clock.now += 1_000;
    const second = await place(other, key);
    expect(second.statusCode).toBe(202);
    expect(second.json().orderId).not.toBe(first.json().orderId);
  });

  it.each([
    ['empty', ''],
    ['longer than 255 characters', 'x'.repeat(256)],
    ['beyond ASCII', 'caf\u00e9'],
    ['with a control character', 'tab\there'],
  ])('may not be %s', async (_, value) => {
    const response = await place(body(), { 'idempotency-key': value });
    expect(response.statusCode).toBe(400);
    expect(response.json().message).toContain('idempotency-key');
    expect(memory.sent).toEqual([]);
  });
});
