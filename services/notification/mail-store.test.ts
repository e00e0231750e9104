import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dispatchKey, type MailDispatch } from '#contracts/mail-dispatch.ts';
import type { MailClaim, MailRecord } from '#contracts/mail-record.ts';
import { timeUuid } from '#platform/ids.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { newClaim, newDispatchName } from './claim.ts';
import { createMailStore, type MailStore } from './mail-store.ts';

const now = 1_700_000_000_000;
/** Each in a dispatch of its own, if not told otherwise. */
const claimAt = (at: number, dispatch = newDispatchName(at, Math.random)) =>
  newClaim(at, Math.random, { subject: sent.subject, dispatch });
const taken = { messageId: 'm1', at: Date.parse('2025-11-20T09:25:00.000Z') };
const dispatchOf = (...claims: MailClaim[]): MailDispatch => ({
  orderId: dispatchKey(claims[0]?.dispatch ?? ''),
  sent: Object.fromEntries(claims.map(({ claimId }) => [claimId, taken])),
});
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

describe('a dispatch', () => {
  it('tells that the mails of its claims went out, before their leases have run out and after', async () => {
    const keys = [someKey(), someKey()];
    const claims = [claimAt(now, 'shared'), claimAt(now, 'shared')];
    for (const [index, key] of keys.entries()) await store.claim(key, claims[index] as MailClaim, now);
    await store.storeDispatch(dispatchOf(...claims));
    for (const key of keys) {
      expect(await store.claim(key, claimAt(now), now)).toBe('alreadySent');
      expect(await store.claim(key, claimAt(now * 2), now * 2)).toBe('alreadySent');
    }
  });

  it('says nothing of a mail that it does not have: its lease decides', async () => {
    const key = someKey();
    const claim = claimAt(now, 'others');
    await store.claim(key, claim, now);
    await store.storeDispatch(dispatchOf(claimAt(now, 'others')));
    expect(await store.claim(key, claimAt(now), claim.leaseUntil - 1)).toBe('beingSent');
    expect(await store.claim(key, claimAt(now), claim.leaseUntil)).toBe('claimed');
  });

  it('is closed by whoever takes one of its claims over: what comes later is not stored', async () => {
    const key = someKey();
    const first = claimAt(now);
    await store.claim(key, first, now);
    await store.claim(key, claimAt(first.leaseUntil), first.leaseUntil);
    expect(await store.storeDispatch(dispatchOf(first))).toEqual({ ...dispatchOf(first), sent: {} });
  });

  it('is not closed by who looks while the lease lasts', async () => {
    const key = someKey();
    const first = claimAt(now);
    await store.claim(key, first, now);
    await store.claim(key, claimAt(now), now);
    expect(await store.storeDispatch(dispatchOf(first))).toEqual(dispatchOf(first));
  });

  it('is not closed by who takes up a mail that was released', async () => {
    const key = someKey();
    const first = claimAt(now);
    await store.claim(key, first, now);
    await store.release(key, first);
    await store.claim(key, claimAt(now), now);
    expect(await store.storeDispatch(dispatchOf(first))).toEqual(dispatchOf(first));
  });

  it('is won by its outcome or by a new claim, never by both', async () => {
    const key = someKey();
    const first = claimAt(now);
    await store.claim(key, first, now);
    const [stored, standing] = await Promise.all([
      store.storeDispatch(dispatchOf(first)),
      store.claim(key, claimAt(first.leaseUntil), first.leaseUntil),
    ]);
    expect(standing).toBe(first.claimId in stored.sent ? 'alreadySent' : 'claimed');
  });
});

describe('what became of a mail', () => {
  const undelivered = { how: 'bounced' as const, reason: 'x', at: '2025-11-20T10:00:00.000Z' };

  it('is kept with the mail of which a dispatch tells, as if it had been marked', async () => {
    const key = someKey();
    const claim = claimAt(now);
    await store.claim(key, claim, now);
    expect(await store.markUndelivered(key, undelivered)).toBe('beingSent');
    await store.storeDispatch(dispatchOf(claim));
    expect(await store.markUndelivered(key, undelivered)).toBe('marked');
    const record = await aws.runtime.tables.get<MailRecord>('NotificationsTable', key.orderId);
    expect(record?.fulfilled).toEqual({ ...sent, undelivered });
    expect(await store.claim(key, claimAt(now), now * 2)).toBe('alreadySent');
  });

  it('is unknown of a mail that nobody has claimed', async () => {
    expect(await store.markUndelivered(someKey(), undelivered)).toBe('unknown');
  });
});
