// Orders with one thing wrong, by the hundred: each is refused, names what is wrong, and sends nothing.
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryApp, type MemoryDependencies } from '../testing/memory-dependencies.ts';
import { body } from '../testing/samples.ts';

let app: FastifyInstance;
let memory: MemoryDependencies;
beforeAll(async () => {
  ({ app, memory } = await createMemoryApp());
});
afterAll(() => app.close());

const notText: unknown[] = [null, 1, true, [], {}, ''];
const badText = [
  ...notText,
  ' x',
  '<script>',
  '\u0000',
  'a\u0000',
  'a\nb',
  'a\ud800',
  'a\ufffd',
  '-x',
  'x'.repeat(121),
];
const notNumbers: unknown[] = [null, '1', true, [], {}, -1, 0, -0, 1e7, 1.001, Number.MAX_SAFE_INTEGER];

/** For each place of an order: values that it may not have. */
const wrong: Record<string, readonly unknown[]> = {
  '/customerName': badText,
  '/customerEmail': [
    ...notText,
    'x',
    'x@',
    '@x.example',
    'a b@x.example',
    'a@b@c.example',
    `${'a'.repeat(250)}@x.io`,
    'a@\u0000.io',
  ],
  '/items': [null, 1, 'x', {}, [], Array(51).fill(body().items[0]), [null], [[]]],
  '/items/0/productId': [...badText, 'a b', 'ü', '../x', 'x'.repeat(65)],
  '/items/0/productName': badText,
  '/items/0/quantity': [...notNumbers, 1.5, 1_001],
  '/items/0/price': notNumbers,
  '/shippingAddress': [null, 1, 'x', []],
  '/shippingAddress/street': badText,
  '/shippingAddress/city': badText,
  '/shippingAddress/postalCode': badText,
  '/shippingAddress/country': badText,
  '/paymentMethod': [...notText, 'card', 'CASH', 'CARD '],
  '/paymentToken': [...notText, 'tok_free'],
};

type Tree = { [key: string]: Tree };

const withValue = (pointer: string, value: unknown, remove = false): object => {
  const order = structuredClone(body()) as unknown as Tree;
  const [last = '', ...parents] = pointer.split('/').slice(1).reverse();
  const parent = parents.reverse().reduce<Tree>((tree, part) => tree[part] ?? {}, order);
  if (remove) delete parent[last];
  else parent[last] = value as Tree;
  return order;
};

const refused = async (payload: object | string, pointer: string) => {
  const headers = { 'content-type': 'application/json' };
  const response = await app.inject({ method: 'POST', url: '/orders', payload, headers });
  expect(response.statusCode, JSON.stringify(payload)).toBe(400);
  const { errors, message } = response.json();
  expect(
    errors.some((fault: { pointer: string }) => fault.pointer.startsWith(pointer)),
    JSON.stringify(errors),
  ).toBe(true);
  expect(memory.sent).toEqual([]);
  return message as string;
};

describe.each(Object.entries(wrong))('an order whose %s', (pointer, values) => {
  it('has a value that it may not have', async () => {
    for (const value of values) await refused(withValue(pointer, value), pointer);
  });
});

const required = Object.keys(wrong).filter((pointer) => pointer !== '/paymentToken');

it.each(required)('an order without its %s is told so', async (pointer) => {
  const field = pointer.slice(1).replace('/0', '[0]').replaceAll('/', '.');
  expect(await refused(withValue(pointer, undefined, true), pointer)).toBe(
    `Missing required field: ${field}`,
  );
});

it.each(['', '/items/0', '/shippingAddress'])(
  'an order with a field too many at %j is told so',
  async (place) => {
    expect(await refused(withValue(`${place}/extra`, 1), `${place}/extra`)).toContain('Unknown field: ');
  },
);

it.each(['1e309', '-1e309', '99999999999999999999999', '1e-400', '-0', '0.1e-2'])(
  'an order whose price is written as %s is refused',
  async (price) => {
    await refused(JSON.stringify(body()).replace('99.99', price), '/items/0/price');
  },
);

it('an order with any other thing in any place is refused, or accepted as it is', async () => {
  const place = fc.constantFrom(...Object.keys(wrong));
  await fc.assert(
    fc.asyncProperty(place, fc.jsonValue({ maxDepth: 3 }), async (pointer, value) => {
      const payload = withValue(pointer, value);
      const response = await app.inject({ method: 'POST', url: '/orders', payload });
      expect([202, 400, 422], response.body).toContain(response.statusCode);
      expect(memory.sent).toHaveLength(response.statusCode === 202 ? 1 : 0);
      memory.sent.length = 0;
    }),
    { numRuns: 300 },
  );
});
