import { describe, expect, it } from 'vitest';
import { customerKeyOf, derivedUuid, shortHash, timeOfUuid, timeUuid } from './ids.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;

describe('a derived id', () => {
  it('is a UUID that the same parts always give, and no others', () => {
    expect(derivedUuid('a', 'b')).toMatch(uuid);
    expect(derivedUuid('a', 'b')).toBe(derivedUuid('a', 'b'));
    expect(derivedUuid('ab', '')).not.toBe(derivedUuid('a', 'b'));
  });

  it('has no time in it', () => {
    expect(timeOfUuid(derivedUuid('a'))).toBeUndefined();
  });
});

describe('a new id', () => {
  it('is a UUID that carries its time, and sorts by it', () => {
    const now = Date.parse('2026-01-02T03:04:05.678Z');
    expect(timeUuid(now)).toMatch(uuid);
    expect(timeOfUuid(timeUuid(now))).toBe(now);
    expect(timeUuid(now) < timeUuid(now + 1)).toBe(true);
    expect(timeUuid(now)).not.toBe(timeUuid(now));
  });
});

describe('a short hash', () => {
  it('is 22 characters that the same parts always give, and no others', () => {
    expect(shortHash('a', 'b')).toMatch(/^[\w-]{22}$/);
    expect(shortHash('a', 'b')).toBe(shortHash('a', 'b'));
    expect(shortHash('ab', '')).not.toBe(shortHash('a', 'b'));
  });

  it('keys a customer however the address is written, and does not show it', () => {
    expect(customerKeyOf('John@Example.com')).toBe(customerKeyOf('john@example.com'));
    expect(customerKeyOf('john@example.com')).not.toContain('john');
  });
});
