import { describe, expect, it } from 'vitest';
import { createCursors } from './cursor.ts';

const query = { list: 'orders', status: 'SHIPPED' };
const position = '2026-01-31T12:00:00.000Z#some-order';

describe('a cursor', () => {
  const cursors = createCursors('one secret of this test');
  const cursor = cursors.encode(position, query);

  it('leads back to its position, with the same query in any order of keys', () => {
    expect(cursors.decode(cursor, query)).toBe(position);
    expect(cursors.decode(cursor, { status: 'SHIPPED', list: 'orders' })).toBe(position);
  });

  it('fits in a URL as it is', () => {
    expect(encodeURIComponent(cursor)).toBe(cursor);
    expect(cursor.length).toBeLessThan(512);
  });

  it('is refused with another query', () => {
    expect(() => cursors.decode(cursor, { ...query, status: 'COMPLETED' })).toThrow('another query');
    expect(() => cursors.decode(cursor, { list: 'products' })).toThrow('another query');
  });

  it('is refused when any character of it was changed', () => {
    for (const index of cursor.split('').keys()) {
      const changed = `${cursor.slice(0, index)}${cursor[index] === 'A' ? 'B' : 'A'}${cursor.slice(index + 1)}`;
      const isSameBytes = Buffer.from(changed, 'base64url').equals(Buffer.from(cursor, 'base64url'));
      if (!isSameBytes) expect(() => cursors.decode(changed, query)).toThrow('not made by this service');
    }
  });

  it('is refused when it was made with another secret, or by hand', () => {
    const foreign = createCursors('another secret altogether').encode(position, query);
    const forged = Buffer.from(JSON.stringify([position, 'x', 'y'])).toString('base64url');
    for (const wrong of [foreign, forged, 'W10', 'e30', 'bm8', '%%%', ''])
      expect(() => cursors.decode(wrong, query)).toThrow('not made by this service');
  });
});
