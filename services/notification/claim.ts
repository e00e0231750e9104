// Who may send a mail: a claim under a lease. Pure; mail-store.ts makes conditional writes of it.
import type { MailClaim, SentMail } from '#contracts/mail-record.ts';

/** Milliseconds. Below the queue's visibility timeout: what a crash left claimed is free again when it is redelivered. */
export const leaseMs = 15_000;

/** `now` in milliseconds since the epoch, `random` uniform in [0, 1). */
export const newClaim = (now: number, random: () => number): MailClaim => ({
  state: 'SENDING',
  claimId: Math.floor(random() * 2 ** 52).toString(36),
  leaseUntil: now + leaseMs,
});

/** Whether nobody has sent the mail, or is sending it at `now`. */
export const isFree = (entry: MailClaim | SentMail | undefined, now: number): boolean =>
  entry === undefined || (entry.state === 'SENDING' && entry.leaseUntil <= now);

/** After a claim: the mail is ours to send, went out before, or is being sent by another delivery. */
export type Standing = 'claimed' | 'alreadySent' | 'beingSent';

/** What a mail that could not be claimed tells. It may be our own claim, when the first answer to its write was lost. */
export const standingOf = (existing: MailClaim | SentMail | undefined, mine: MailClaim): Standing => {
  if (existing?.state === 'SENT') return 'alreadySent';
  return existing?.claimId === mine.claimId ? 'claimed' : 'beingSent';
};
