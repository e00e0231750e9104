// Who may send a mail: a claim under a lease. Pure; mail-store.ts makes conditional writes of it.
import { type MailDispatch, sentUnder } from '#contracts/mail-dispatch.ts';
import type { MailClaim, SentMail } from '#contracts/mail-record.ts';

/** Milliseconds. Below the queue's visibility timeout: what a crash left claimed is free again when it is redelivered. */
export const leaseMs = 15_000;

/** `now` in milliseconds since the epoch, `random` uniform in [0, 1). */
export const newClaim = (
  now: number,
  random: () => number,
  { subject, dispatch }: Required<Pick<MailClaim, 'subject' | 'dispatch'>>,
): MailClaim => ({
  state: 'SENDING',
  claimId: randomName(random),
  leaseUntil: now + leaseMs,
  subject,
  dispatch,
});

/** By its time, it is told from those of other days; by chance, from those that other processes fill. */
export const newDispatchName = (now: number, random: () => number): string =>
  `${now.toString(36)}-${randomName(random)}`;

/** 52 bits. */
const randomName = (random: () => number): string => Math.floor(random() * 2 ** 52).toString(36);

/** Nothing was sent under it: it is free at once, and there is no outcome to look for. */
export const released = ({ dispatch, ...claim }: MailClaim): MailClaim => ({ ...claim, leaseUntil: 0 });

/** Whether others may send, if nothing tells that the holder did. */
export const hasRunOut = ({ leaseUntil }: MailClaim, now: number): boolean => leaseUntil <= now;

/** Half of the lease is over: what SES said is stored without waiting for company. */
export const isUrgent = ({ leaseUntil }: MailClaim, now: number): boolean => leaseUntil - now < leaseMs / 2;

/** The mail is ours to send, went out before, is being sent by another delivery, or waits for somebody to claim it. */
export type Standing = 'claimed' | 'alreadySent' | 'beingSent' | 'free';

/**
 * What is found where a mail could not be claimed at `now`; `dispatch` is what its claim leads to. It may be our own claim,
 * when the first answer to its write was lost.
 */
export const standingOf = (
  entry: MailClaim | SentMail | undefined,
  mine: MailClaim,
  now: number,
  dispatch?: MailDispatch,
): Standing => {
  if (entry === undefined) return 'free';
  if (entry.state === 'SENT') return 'alreadySent';
  if (entry.claimId === mine.claimId) return 'claimed';
  if (sentUnder(entry, dispatch)) return 'alreadySent';
  return hasRunOut(entry, now) ? 'free' : 'beingSent';
};
