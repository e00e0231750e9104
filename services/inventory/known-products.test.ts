// What a process may conclude of a product from seeing it again.
import { describe, expect, it } from 'vitest';
import { createKnownProducts, see, wrote } from './known-products.ts';
import type { Stock } from './product-stock.ts';

const stockAt = (revision: number, ...holders: string[]): Stock => ({
  available: 5,
  revision,
  holds: Object.fromEntries(holders.map((orderId) => [orderId, { quantity: 1, by: 'attempt', rev: 1 }])),
});

/** A product that was seen at moment 1 in revision 10, with holds of a and b. */
const known = () => {
  const product = createKnownProducts<never>()('p1');
  see(product, stockAt(10, 'a', 'b'), 1);
  return product;
};

describe('a product that is seen again', () => {
  it('a few writes of others later has told of every hold that went', () => {
    const product = known();
    see(product, stockAt(14, 'b', 'c'), 2);
    expect([product.since, [...product.gone]]).toEqual([1, ['a']]);
  });

  it('many writes of others later may have had holds that nobody here saw', () => {
    const product = known();
    see(product, stockAt(15, 'b'), 2);
    expect([product.since, [...product.gone]]).toEqual([2, []]);
  });

  it('with the hold of another attempt has lost the first', () => {
    const product = known();
    const { holds } = stockAt(11, 'b');
    see(product, { ...stockAt(11), holds: { ...holds, a: { quantity: 1, by: 'later', rev: 11 } } }, 2);
    expect([...product.gone]).toEqual(['a']);
  });

  it('is trusted when three looks in a row find what is known, and not before', () => {
    const product = known();
    expect(product.doubts).toBe(0);
    see(product, stockAt(11), 2);
    const doubts = [3, 4, 5].map((moment) => {
      see(product, stockAt(11), moment);
      return product.doubts;
    });
    expect(doubts).toEqual([2, 1, 0]);
  });
});

describe('a product that this process has written', () => {
  it('tells of the holds that it took out, and of the orders that it fenced off', () => {
    const product = known();
    product.decided.set('a', 'attempt').set('b', 'attempt');
    wrote(product, stockAt(11, 'b'), ['z'], 2);
    expect([product.since, [...product.gone]]).toEqual([1, ['a', 'z']]);
    expect([...product.decided.keys()]).toEqual(['b']);
  });

  it('has nothing to tell of what is long gone: everybody must look again', () => {
    const product = known();
    const orderIds = Array.from({ length: 1_001 }, (_, index) => `o${index}`);
    wrote(product, stockAt(11, 'a', 'b'), orderIds, 2);
    expect([product.since, product.gone.size]).toEqual([2, 0]);
  });
});

it('of more than 5,000 products the one is forgotten that was asked for least lately, unless it is busy', () => {
  const productOf = createKnownProducts<never>();
  const [busy, old] = [productOf('busy'), productOf('old')];
  busy.isBusy = true;
  const used = productOf('used');
  for (let index = 0; index < 4_997; index += 1) productOf(`p${index}`);
  productOf('used');
  productOf('one more');
  expect([productOf('busy') === busy, productOf('used') === used]).toEqual([true, true]);
  expect(productOf('old')).not.toBe(old);
});
