import { expect, it } from 'vitest';
import { queueSettings } from '#platform/topology.ts';
import { leaseMs, newClaim, standingOf } from './claim.ts';

const mine = newClaim(1_000, () => 0.25);
const other = newClaim(1_000, () => 0.75);

it('a lease has run out when a crash makes the message visible again', () => {
  expect(leaseMs).toBeLessThan(queueSettings('notification-queue').visibilityTimeoutSeconds * 1_000);
  expect(mine.leaseUntil).toBe(1_000 + leaseMs);
});

it('a mail that was sent stays sent, whoever sent it', () => {
  expect(standingOf({ sent: true }, mine)).toBe('alreadySent');
});

it("another delivery's claim stands", () => {
  expect(standingOf({ sent: false, claimId: other.claimId }, mine)).toBe('beingSent');
});

it('our own claim is ours also when its first write was answered too late and the second one failed', () => {
  expect(standingOf({ sent: false, claimId: mine.claimId }, mine)).toBe('claimed');
});
