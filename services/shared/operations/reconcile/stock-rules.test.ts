import { describe, expect, it } from 'vitest';
import { newBooks, productOf } from './books.ts';
import { identityOf } from './exceptions.ts';
import { type Findings, findExceptions } from './find-exceptions.ts';

describe('a product', () => {
  const counts = { isListed: true, available: 7, received: 10, receipts: 10, reserved: 2, held: 1 };
  const stocked = (changes: Partial<typeof counts>): Findings => {
    const books = newBooks();
    Object.assign(productOf(books, 'mug'), counts, changes);
    return findExceptions(books, { now: 0, graceMs: 0, stalledAfterMs: 0 });
  };

  it('balances while every unit is accounted for, also those that were seeded', () => {
    expect(stocked({}).exceptions).toEqual([]);
    expect(stocked({ receipts: 0 }).totals).toMatchObject({ balancedProducts: 1, stock: [] });
  });

  it.each<[string, Partial<typeof counts>, string[]]>([
    ['lost units', { available: 6 }, ['units-unaccounted']],
    ['too many units', { available: 8 }, ['units-unaccounted']],
    ['less than nothing available', { available: -1, reserved: 10 }, ['stock-negative']],
    ['more reserved than received', { reserved: 10 }, ['oversold']],
    ['a receipt that was not added', { receipts: 11 }, ['receipt-uncounted']],
    ['units, but no place in the catalogue', { isListed: false }, ['unknown-product']],
  ])('with %s is reported', (_, changes, kinds) => {
    const { exceptions, totals } = stocked(changes);
    expect(exceptions.map(({ kind, productId }) => [kind, productId])).toEqual(
      kinds.map((kind) => [kind, 'mug']),
    );
    expect(totals.stock).toMatchObject([{ productId: 'mug' }]);
    expect(exceptions[0]?.todo).toContain('mug');
  });

  it.each<[string, Partial<typeof counts>, Partial<typeof counts>]>([
    ['lost units', { available: 6 }, { available: 5, reserved: 3 }],
    ['more reserved than received', { reserved: 10 }, { reserved: 11, held: 0 }],
  ])('with %s is another exception once its units have moved, though their sum is the same', (_, was, is) => {
    const identities = (changes: Partial<typeof counts>) => stocked(changes).exceptions.map(identityOf);
    expect(identities(was)).toEqual(identities({ ...was }));
    expect(identities(is)).toHaveLength(1);
    expect(identities(is)).not.toEqual(identities(was));
  });
});
