// Claims on a real DynamoDB: what its expressions do, not what they look like.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../../../test/support/test-aws.ts';
import { createIdempotencyClaims } from './idempotency-claims.ts';

let test: TestAws;
beforeAll(async () => {
  test = await startTestAws();
});
afterAll(() => test.stop());

describe('a claim', () => {
  const claimOf = (fingerprint: string, expiresAt = 2_000) => ({
    id: 'one key',
    subject: `order of ${fingerprint}`,
    fingerprint,
    expiresAt,
  });

  it('is held by the first of many at once', async () => {
    const claims = createIdempotencyClaims(test.runtime);
    const holders = await Promise.all(
      Array.from({ length: 10 }, (_, index) => claims.claim(claimOf(String(index)), 1_000)),
    );
    expect(new Set(holders.map(({ subject }) => subject)).size).toBe(1);
    expect(await claims.find('one key', 1_000)).toEqual(holders[0]);
  });

  it('that has expired counts for nothing, though it is still there', async () => {
    const claims = createIdempotencyClaims(test.runtime);
    expect(await claims.find('one key', 2_000)).toBeUndefined();
    const next = claimOf('next', 5_000);
    expect(await claims.claim(next, 2_000)).toEqual(next);
    expect(await claims.claim(claimOf('late', 6_000), 4_999)).toEqual(next);
    expect(await claims.find('no such key', 0)).toBeUndefined();
  });
});
