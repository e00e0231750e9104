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
  const sent = { state: 'SENT', subject: 'Yours', at: '2026-01-02T03:04:05.000Z', messageId: 'm1' } as const;
  expect(standingOf(sent, mine)).toBe('alreadySent');
});

it("another delivery's claim stands", () => {
  expect(standingOf(other, mine)).toBe('beingSent');
});

it('our own claim is ours also when its first write was answered too late and the second one failed', () => {
  expect(standingOf({ ...mine, leaseUntil: 0 }, mine)).toBe('claimed');
});
