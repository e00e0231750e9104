// The cart: what goes in, what it costs, and how it follows the catalogue.
import { describe, expect, test } from 'vitest';
import {
  addProduct,
  atPrices,
  type CartLine,
  followCatalogue,
  parseCart,
  removeLine,
  totalOf,
} from './client/cart.ts';

const product = (change: object = {}) => ({
  productId: 'p123',
  name: 'Product Name',
  description: '',
  price: 19.99,
  currency: 'USD',
  available: 5,
  ...change,
});
const cartOf = (quantity: number): CartLine[] => addProduct([], product({ available: 1000 }), quantity);

describe('adding', () => {
  test('the same product again adds to its line', () => {
    const lines = addProduct(cartOf(1), product(), 2);
    expect(lines.map(({ quantity }) => quantity)).toEqual([3]);
  });

  test('no more goes in than there is', () => {
    expect(addProduct(cartOf(4), product(), 9)[0]?.quantity).toBe(5);
    expect(addProduct([], product({ available: 0 }), 1)).toEqual([]);
  });

  test('an order holds 50 products, and a cart no more', () => {
    const full = Array.from({ length: 50 }, (_, n) => ({
      ...product(),
      productName: 'x',
      productId: `p${n}`,
      quantity: 1,
    }));
    expect(addProduct(full, product({ productId: 'one-more' }), 1)).toHaveLength(50);
  });
});

test('the total is exact: three times 19.99 is 59.97', () => {
  expect(totalOf(cartOf(3))).toEqual({ units: 3, total: 5997, currency: 'USD' });
  expect(totalOf(removeLine(cartOf(3), 'p123')).total).toBe(0);
});

describe('following the catalogue', () => {
  test('says nothing while nothing changed', () => {
    expect(followCatalogue(cartOf(2), [product()])).toEqual({ lines: cartOf(2), notices: [] });
  });

  test('takes the new price, and says so', () => {
    const { lines, notices } = followCatalogue(cartOf(2), atPrices([product()], new Map([['p123', 25]])));
    expect(lines[0]?.price).toBe(25);
    expect(notices).toEqual(['The price of Product Name changed from $19.99 to $25.00.']);
  });

  test('keeps to the stock, and says so', () => {
    expect(followCatalogue(cartOf(9), [product()])).toMatchObject({
      lines: [{ quantity: 5 }],
      notices: ['Only 5 of Product Name left: your cart has 5.'],
    });
  });

  test('drops what has sold out or is gone, and says so', () => {
    const soldOut = followCatalogue(cartOf(1), [product({ available: 0 })]);
    expect(soldOut).toEqual({
      lines: [],
      notices: ['Product Name has sold out and was removed from your cart.'],
    });
    expect(followCatalogue(cartOf(1), []).notices).toEqual([
      'Product Name is no longer sold and was removed from your cart.',
    ]);
  });
});

describe('a stored cart', () => {
  test('comes back as it was', () => {
    expect(parseCart(JSON.stringify(cartOf(2)))).toEqual(cartOf(2));
  });

  test.each([null, '', '{', 'null', '{}', '[null, 1, {}]', '[{"productId":"p123","quantity":1.5}]'])(
    'is empty when it reads %s',
    (stored) => {
      expect(parseCart(stored)).toEqual([]);
    },
  );
});
