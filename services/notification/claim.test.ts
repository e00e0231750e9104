import { describe, expect, it } from 'vitest';
import { queueSettings } from '#platform/topology.ts';
import { isUrgent, leaseMs, newClaim, newDispatchName, released, standingOf } from './claim.ts';

const at = 1_000;
const named = { subject: 'Yours', dispatch: 'd1' };
const mine = newClaim(at, () => 0.25, named);
const other = newClaim(at, () => 0.75, named);
const taken = { messageId: 'm1', at: 2_000 };
const dispatchOf = (...claimIds: string[]) => ({
  orderId: 'dispatch#d1',
  sent: Object.fromEntries(claimIds.map((claimId) => [claimId, taken])),
});

it('a lease has run out when a crash makes the message visible again', () => {
  expect(leaseMs).toBeLessThan(queueSettings('notification-queue').visibilityTimeoutSeconds * 1_000);
  expect(mine.leaseUntil).toBe(1_000 + leaseMs);
});

it('a mail that nobody has claimed is free', () => {
  expect(standingOf(undefined, mine, at)).toBe('free');
});

it('a mail that was sent stays sent, whoever sent it', () => {
  const sent = { state: 'SENT', subject: 'Yours', at: '2026-01-02T03:04:05.000Z', messageId: 'm1' } as const;
  expect(standingOf(sent, mine, at)).toBe('alreadySent');
});

describe("another delivery's claim", () => {
  it('stands until its lease has run out', () => {
    expect(standingOf(other, mine, other.leaseUntil - 1)).toBe('beingSent');
    expect(standingOf(other, mine, other.leaseUntil)).toBe('free');
  });

  it('whose dispatch tells that the mail went out says so at any time', () => {
    const dispatch = dispatchOf('x', other.claimId);
    expect(standingOf(other, mine, at, dispatch)).toBe('alreadySent');
    expect(standingOf(other, mine, other.leaseUntil * 2, dispatch)).toBe('alreadySent');
  });

  it('of which its dispatch says nothing is judged by its lease', () => {
    expect(standingOf(other, mine, at, dispatchOf('x'))).toBe('beingSent');
    expect(standingOf(other, mine, other.leaseUntil, dispatchOf('x'))).toBe('free');
  });

  it('that was released is free at once, and leads nowhere', () => {
    expect(standingOf(released(other), mine, at)).toBe('free');
    expect(released(other).dispatch).toBeUndefined();
  });
});

it('our own claim is ours also when its first write was answered too late and the second one failed', () => {
  expect(standingOf({ ...mine, leaseUntil: 0 }, mine, at)).toBe('claimed');
});

it('what SES says late in the lease waits for no company', () => {
  expect(isUrgent(mine, mine.leaseUntil - leaseMs / 2)).toBe(false);
  expect(isUrgent(mine, mine.leaseUntil - leaseMs / 2 + 1)).toBe(true);
});

it('dispatches have names of their own, by time and by chance', () => {
  const names = [
    newDispatchName(1, () => 0.5),
    newDispatchName(2, () => 0.5),
    newDispatchName(1, () => 0.25),
  ];
  expect(new Set(names).size).toBe(3);
});
