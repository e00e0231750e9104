import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeNewest } from './merge-newest.ts';

const keys = (...createdKeys: string[]) =>
  createdKeys.map((createdKey) => ({ createdKey, orderId: createdKey }));

describe('partitions that are merged', () => {
  it('give the newest keys of all', () => {
    const merged = mergeNewest([keys('5', '2', '1'), keys('4', '3'), []], 4);
    expect(merged).toEqual(keys('5', '4', '3', '2'));
  });

  it('give an order once that two of them list', () => {
    expect(mergeNewest([keys('3', '1'), keys('3', '2')], 10)).toEqual(keys('3', '2', '1'));
  });

  it('give what sorting everything would, whatever lies where', () => {
    const list = fc
      .array(fc.stringMatching(/^[0-9]{1,3}$/))
      .map((texts) => keys(...[...new Set(texts)].sort().reverse()));
    fc.assert(
      fc.property(fc.array(list, { maxLength: 6 }), fc.nat(12), (lists, limit) => {
        const all = [...new Set(lists.flat().map(({ createdKey }) => createdKey))].sort().reverse();
        expect(mergeNewest(lists, limit)).toEqual(keys(...all.slice(0, limit)));
      }),
    );
  });
});
