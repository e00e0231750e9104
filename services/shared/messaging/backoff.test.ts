import { describe, expect, it } from 'vitest';
import { fullJitter } from '#platform/full-jitter.ts';
import { retryDelaySeconds } from './backoff.ts';

describe('full jitter', () => {
  it('spreads over the whole span, from nothing to the doubled base', () => {
    expect(fullJitter(3, 100, 10_000, () => 0)).toBe(0);
    expect(fullJitter(3, 100, 10_000, () => 0.999)).toBeCloseTo(799.2);
  });

  it('never waits longer than the cap, however often it failed', () => {
    expect(fullJitter(1_000, 100, 10_000, () => 0.999)).toBeLessThan(10_000);
  });
});

describe('the delay before a message is delivered again', () => {
  it('is in whole seconds, as SQS wants it', () => {
    expect(retryDelaySeconds(2, () => 0.7)).toBe(5);
  });

  it('grows fourfold with each delivery and stays below five minutes', () => {
    const longest = [1, 2, 3, 4, 20].map((receives) => retryDelaySeconds(receives, () => 0.999_999));
    expect(longest).toEqual([1, 7, 31, 127, 299]);
  });
});
