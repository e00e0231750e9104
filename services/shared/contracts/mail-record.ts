// What NotificationsTable keeps of each order. `notification` writes it; orders-api shows which mails went out. That a mail
// under a claim went out stands in the claim's dispatch: mail-dispatch.ts.
import { type Ending, endings } from './order-status.ts';

/** The mails that an order can cause, at most one of each kind: one for each way to end. */
export const mailKinds: readonly Ending[] = Object.values(endings);
export type MailKind = Ending;

/**
 * Somebody is sending the mail: until `leaseUntil`, in milliseconds since the epoch, nobody else may. What SES said is found
 * in the `dispatch` that it names, or nowhere; it names none when it was given up before SES took the mail.
 */
export type MailClaim = {
  state: 'SENDING';
  claimId: string;
  leaseUntil: number;
  subject: string;
  dispatch?: string;
};

/** What SES told of a mail after it took it, and when: the address refused it, its owner called it spam, or SES found a virus. */
export type Undelivered = { how: 'bounced' | 'complained' | 'rejected'; reason: string; at: string };

/** The mail went out at `at`; `messageId` is what SES calls it. */
export type SentMail = {
  state: 'SENT';
  subject: string;
  at: string;
  messageId: string;
  undelivered?: Undelivered;
};

/** An order's item in NotificationsTable: an attribute of its own for each kind, so that a claim is one write, the first one too. */
export type MailRecord = { orderId: string } & { [K in MailKind]?: MailClaim | SentMail };
