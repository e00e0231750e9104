import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, fingerprintOf } from './fingerprint.ts';

const reordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reordered(part)]),
  );
};

describe('a fingerprint', () => {
  it('does not depend on the order of keys, at any depth', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (body) => {
        expect(fingerprintOf(reordered(body) as object)).toBe(fingerprintOf(body));
      }),
    );
  });

  it('depends on everything else', () => {
    const bodies = [
      { a: 1 },
      { a: '1' },
      { a: [1] },
      { a: { b: 1 } },
      { a: [1, 2] },
      { a: [2, 1] },
      { a: null },
      {},
    ];
    expect(new Set(bodies.map(fingerprintOf)).size).toBe(bodies.length);
  });

  it('reads the same JSON', () => {
    const body = { b: [{ d: 1, c: 2 }], a: 'x' };
    expect(canonicalJson(body)).toBe('{"a":"x","b":[{"c":2,"d":1}]}');
    expect(JSON.parse(canonicalJson(body))).toEqual(body);
  });
});
