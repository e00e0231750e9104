import { describe, expect, it } from 'vitest';
import type { Item } from '#contracts/http.ts';
import { worthOf } from '#contracts/money.ts';
import { product } from '../testing/memory-dependencies.ts';
import { catalogueFaults, named, summedLines } from './order-lines.ts';

const item = (productId: string, quantity: number, price = 99.99): Item => ({
  productId,
  productName: `My ${productId}`,
  quantity,
  price,
});
const catalogue = new Map([[product.productId, product]]);

describe('the lines of an order', () => {
  it('name each product once, in the order of first mention, quantities summed', () => {
    const lines = summedLines([item('b', 1), item('a', 2), item('b', 3)]);
    expect(lines.map(({ productId, quantity }) => [productId, quantity])).toEqual([
      ['b', 4],
      ['a', 2],
    ]);
  });

  it('keep money in cents', () => {
    const lines = summedLines([item('a', 3, 0.1), item('b', 1, 1.15)]);
    expect(lines.map(({ unitPrice }) => unitPrice)).toEqual([10, 115]);
    expect(worthOf(lines)).toBe(145);
  });

  it('have at most 1,000 units of a product together', () => {
    expect(summedLines([item('a', 999), item('a', 1)])[0]?.quantity).toBe(1_000);
    expect(() => summedLines([item('a', 999), item('b', 1), item('a', 2)])).toThrow(
      'items[2].quantity makes more than 1,000 units of a',
    );
  });

  it('take the catalogue’s name, where it has the product', () => {
    const lines = named(summedLines([item('p123', 1), item('gone', 1)]), catalogue);
    expect(lines.map(({ productName }) => productName)).toEqual([product.name, 'My gone']);
  });
});

describe('the catalogue', () => {
  it('agrees with an order at its own prices', () => {
    expect(catalogueFaults([item('p123', 1), item('p123', 2)], catalogue)).toEqual([]);
  });

  it('finds every line that it disagrees with', () => {
    expect(catalogueFaults([item('p123', 1, 1), item('p123', 1), item('none', 1)], catalogue)).toEqual([
      { pointer: '/items/0/price', detail: 'items[0].price: p123 costs $99.99', expected: 99.99 },
      { pointer: '/items/2/productId', detail: 'items[2].productId: there is no product none' },
    ]);
  });
});
