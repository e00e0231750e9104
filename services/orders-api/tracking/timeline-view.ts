// Pure: what happened to an order, and which mails went out, as one timeline.
import type { TimelineEvent } from '#contracts/http.ts';
import { type MailKind, type MailRecord, mailKinds, type SentMail } from '#contracts/mail-record.ts';
import type { TimelineEntry } from '#contracts/order-record.ts';
import { endingOf, type OrderStatus } from '#contracts/order-status.ts';
import type { Snapshot } from '../orders/order-reader.ts';
import { bitOf, bitOfMail, formatPosition, type Position, start } from './timeline-position.ts';
import { mailTitleOf, titleOf } from './timeline-titles.ts';

type Sent = SentMail & { kind: MailKind };

/**
 * What a client that has come to `since` has not been told yet, oldest first. Entries keep their order and so do mails;
 * between the two the time decides. An event's id is the position of a client that has it and all before it.
 */
export const timelineEvents = ({ order, mail }: Snapshot, since: Position = start): TimelineEvent[] => {
  if (!order) return [];
  const position = { ...since };
  const events: TimelineEvent[] = [];
  const tellMails = (mails: readonly Sent[]) => {
    for (const sent of mails) {
      const bit = bitOfMail(sent.kind);
      if (position.mails & bit) continue;
      position.mails |= bit;
      events.push(mailEvent(sent, order.status, position));
    }
  };
  const mails = sentMails(mail);
  for (const [index, entry] of order.timeline.entries()) {
    tellMails(mails.filter(({ at }) => at < entry.at));
    const bit = bitOf(entry);
    if (bit === 0 || position.entries & bit) continue;
    // Who has been told what came after it is told where the order stands by now, not where it stood then.
    const isLate = order.timeline.slice(index + 1).some((later) => position.entries & bitOf(later));
    position.entries |= bit;
    events.push(entryEvent(isLate ? { ...entry, status: order.status } : entry, position));
  }
  tellMails(mails);
  return events;
};

/** Nothing more will come: the order is final, and the mail that says so went out. */
export const isComplete = ({ order, mail }: Snapshot): boolean =>
  order !== undefined && sentMails(mail).some(({ kind }) => kind === endingOf(order.status));

/** In the order in which they went out. */
export const sentMails = (mail: MailRecord | undefined): Sent[] =>
  mailKinds
    .flatMap((kind) => {
      const entry = mail?.[kind];
      return entry?.state === 'SENT' ? [{ ...entry, kind }] : [];
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));

const entryEvent = (entry: TimelineEntry, position: Position): TimelineEvent => ({
  id: formatPosition(position),
  type: entry.type,
  title: titleOf(entry),
  status: entry.status,
  at: entry.at,
  ...(entry.outcome !== undefined && { outcome: entry.outcome }),
  ...(entry.detail && { detail: entry.detail }),
});

const mailEvent = (
  { kind, subject, at, undelivered }: Sent,
  status: OrderStatus,
  position: Position,
): TimelineEvent => ({
  id: formatPosition(position),
  type: 'MailSent',
  outcome: kind,
  title: mailTitleOf(kind),
  status,
  at,
  detail: { subject, ...(undelivered && { undelivered }) },
});
