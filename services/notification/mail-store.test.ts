import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timeUuid } from '#platform/ids.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { newClaim } from './claim.ts';
import { createMailStore, type MailStore } from './mail-store.ts';

const now = 1_700_000_000_000;
const claimAt = (at: number) => newClaim(at, Math.random);
const sent = {
  state: 'SENT' as const,
  subject: 'Your order',
  at: '2025-11-20T09:25:00.000Z',
  messageId: 'm1',
};
const someKey = () => ({ orderId: timeUuid(now), kind: 'fulfilled' as const });

let aws: TestAws;
let store: MailStore;
beforeAll(async () => {
  aws = await startTestAws();
  store = createMailStore(aws.runtime.tables);
});
afterAll(() => aws.stop());

describe('a claim', () => {
  it('gets a mail that nobody has claimed', async () => {
    expect(await store.claim(someKey(), claimAt(now), now)).toBe('claimed');
  });

  it('does not get a mail under a live lease', async () => {
    const key = someKey();
    const first = claimAt(now);
    await store.claim(key, first, now);
    expect(await store.claim(key, claimAt(now), first.leaseUntil - 1)).toBe('beingSent');
  });

  it('takes over a mail whose lease has run out', async () => {
    const key = someKey();
    const first = claimAt(now);
    await store.claim(key, first, now);
    expect(await store.claim(key, claimAt(now), first.leaseUntil)).toBe('claimed');
  });

  it('never gets a mail that was sent', async () => {
    const key = someKey();
    const claim = claimAt(now);
    await store.claim(key, claim, now);
    await store.markSent(key, claim, sent);
    expect(await store.claim(key, claimAt(now), now * 2)).toBe('alreadySent');
  });

  it('that is written twice, because the first answer was lost, is still its own', async () => {
    const key = someKey();
    const claim = claimAt(now);
    await store.claim(key, claim, now);
    expect(await store.claim(key, claim, now)).toBe('claimed');
  });

  it('of one kind leaves the other kinds of mail of the same order free', async () => {
    const key = someKey();
    const claim = claimAt(now);
    await store.claim(key, claim, now);
    await store.markSent(key, claim, sent);
    expect(await store.claim({ ...key, kind: 'out_of_stock' }, claimAt(now), now)).toBe('claimed');
  });

  it('is won by one of many at once', async () => {
    const key = someKey();
    const claims = Array.from({ length: 20 }, () => store.claim(key, claimAt(now), now));
    const standings = await Promise.all(claims);
    expect(standings.filter((standing) => standing === 'claimed')).toHaveLength(1);
    expect(standings.filter((standing) => standing === 'beingSent')).toHaveLength(19);
  });
});

describe('a release', () => {
  it('frees the mail at once', async () => {
    const key = someKey();
    const claim = claimAt(now);
    await store.claim(key, claim, now);
    await store.release(key, claim);
    expect(await store.claim(key, claimAt(now), now)).toBe('claimed');
  });

  it('leaves a claim alone that another delivery has taken over', async () => {
    const key = someKey();
    const first = claimAt(now);
    const second = claimAt(first.leaseUntil);
    await store.claim(key, first, now);
    await store.claim(key, second, first.leaseUntil);
    await store.release(key, first);
    expect(await store.claim(key, claimAt(now), first.leaseUntil)).toBe('beingSent');
  });

  it('leaves a mail that was sent as it is', async () => {
    const key = someKey();
    const claim = claimAt(now);
    await store.claim(key, claim, now);
    await store.markSent(key, claim, sent);
    await store.release(key, claim);
    expect(await store.claim(key, claimAt(now), now)).toBe('alreadySent');
  });
});

it('a mail that went out is marked even when another delivery has taken the claim over meanwhile', async () => {
  const key = someKey();
  const first = claimAt(now);
  const second = claimAt(first.leaseUntil);
  await store.claim(key, first, now);
  await store.claim(key, second, first.leaseUntil);
  await store.markSent(key, first, sent);
  expect(await store.claim(key, claimAt(now), second.leaseUntil)).toBe('alreadySent');
});
