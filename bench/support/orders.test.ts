import { expect, it } from 'vitest';
import { catalogue, orderOf } from './orders.ts';
import { createZipf } from './zipf.ts';

type Item = { productId: string; quantity: number; price: number };
const itemsOf = (kind: 'mixed' | 'three-lines' | 'hot', index: number) =>
  orderOf(kind, index).items as Item[];

it('gives every system the same order for the same index, and each order a customer of its own', () => {
  expect(orderOf('mixed', 7)).toEqual(orderOf('mixed', 7));
  const mails = Array.from({ length: 100 }, (_, index) => orderOf('mixed', index).customerEmail);
  expect(new Set(mails).size).toBe(100);
});

it('mixes orders of one line and of three different ones', () => {
  const lines = Array.from({ length: 200 }, (_, index) => {
    const items = itemsOf('mixed', index);
    expect(new Set(items.map(({ productId }) => productId)).size).toBe(items.length);
    return items.length;
  });
  expect(lines.filter((count) => count === 1)).toHaveLength(100);
  expect(lines.filter((count) => count === 3)).toHaveLength(100);
});

it('orders what the catalogue has, at its prices', () => {
  const prices = new Map(catalogue.map(({ productId, price }) => [productId, price / 100]));
  for (const { productId, price } of itemsOf('three-lines', 3)) expect(price).toBe(prices.get(productId));
});

it('wants one product only where it is to be hot', () => {
  expect(itemsOf('hot', 1).map(({ productId }) => productId)).toEqual(['hot-sku']);
});

it('draws by Zipf: the second half as often as the first, the tenth a tenth as often', () => {
  const rank = createZipf(10, 1);
  const counts = new Array<number>(10).fill(0);
  for (let draw = 0; draw < 100_000; draw += 1) {
    const drawn = rank(draw / 100_000);
    counts[drawn] = (counts[drawn] ?? 0) + 1;
  }
  const [first = 0, second = 0] = counts;
  expect(first / second).toBeCloseTo(2, 1);
  expect(first / (counts[9] ?? 0)).toBeCloseTo(10, 0);
});
