// What SES said of mails that it took at about the same moment, as one item of NotificationsTable. Each mail's claim names it
// before the mail is sent, so that whoever finds the claim knows where to look. Pure.
import { type MailClaim, type MailRecord, mailKinds, type SentMail } from './mail-record.ts';

/** SES took the mail at `at`, in milliseconds since the epoch, and calls it `messageId`. */
export type TakenMail = { messageId: string; at: number };

/** Stored once: what is not in it then never will be. An empty one was put there to keep what comes too late out. */
export type MailDispatch = {
  /** The table's key; `dispatchKey` of its name. */
  orderId: string;
  /** By claimId. */
  sent: Record<string, TakenMail>;
};

/** Mails that one write unit has room for. */
export const maxDispatched = 10;

const prefix = 'dispatch#';

export const dispatchKey = (name: string): string => prefix + name;

export const nameOfDispatch = ({ orderId }: MailDispatch): string => orderId.slice(prefix.length);

export const isDispatch = (item: MailRecord | MailDispatch): item is MailDispatch =>
  item.orderId.startsWith(prefix);

/** The mail of `claim`, if its dispatch tells that it went out. */
export const sentUnder = (claim: MailClaim, dispatch: MailDispatch | undefined): SentMail | undefined => {
  const taken = dispatch?.sent[claim.claimId];
  return taken && sentMail(claim, taken);
};

export const sentMail = ({ subject }: MailClaim, { messageId, at }: TakenMail): SentMail => ({
  state: 'SENT',
  subject,
  at: new Date(at).toISOString(),
  messageId,
});

/** Names of the dispatches that must be looked at to know which mails went out. */
export const dispatchesNamed = (record: MailRecord): string[] =>
  mailKinds.flatMap((kind) => {
    const entry = record[kind];
    return entry?.state === 'SENDING' && entry.dispatch !== undefined ? [entry.dispatch] : [];
  });

/** The record as if each mail that went out had been marked in it. */
export const withDispatched = (
  record: MailRecord,
  dispatchOf: (name: string) => MailDispatch | undefined,
): MailRecord => {
  const sent = mailKinds.flatMap((kind) => {
    const entry = record[kind];
    if (entry?.state !== 'SENDING' || entry.dispatch === undefined) return [];
    const mail = sentUnder(entry, dispatchOf(entry.dispatch));
    return mail ? [[kind, mail] as const] : [];
  });
  return { ...record, ...Object.fromEntries(sent) };
};
