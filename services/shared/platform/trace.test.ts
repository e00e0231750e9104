import { describe, expect, it } from 'vitest';
import { childTraceparent, traceIdOf } from './trace.ts';

const parent = '00-0123456789abcdef0123456789abcdef-0123456789abcdef-01';

describe('a trace', () => {
  it('goes on from its parent with a span of its own', () => {
    const child = childTraceparent(parent);
    expect(traceIdOf(child)).toBe(traceIdOf(parent));
    expect(child).not.toBe(parent);
  });

  it.each([
    undefined,
    '',
    'nonsense',
    parent.toUpperCase(),
    `00-${'0'.repeat(32)}-0123456789abcdef-01`,
    `00-0123456789abcdef0123456789abcdef-${'0'.repeat(16)}-01`,
  ])('begins anew where the parent is %s', (given) => {
    expect(childTraceparent(given)).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(traceIdOf(childTraceparent(given))).not.toMatch(/^(0{32}|0123456789abcdef0123456789abcdef)$/);
  });
});
