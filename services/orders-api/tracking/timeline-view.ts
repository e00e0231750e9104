// Pure: what happened to an order, and which mails went out, as one timeline.
import type { TimelineEvent } from '#contracts/http.ts';
import { type MailKind, type MailRecord, mailKinds, type SentMail } from '#contracts/mail-record.ts';
import type { TimelineEntry } from '#contracts/order-record.ts';
import { endingOf, type OrderStatus } from '#contracts/order-status.ts';
import type { Snapshot } from '../orders/order-reader.ts';
import { formatPosition, type Position, start } from './timeline-position.ts';
import { mailTitleOf, titleOf } from './timeline-titles.ts';

type Sent = SentMail & { kind: MailKind };

/**
 * What comes after `since`, oldest first. Entries keep their order and so do mails; between the two the time decides. An
 * id counts both up to and with its event, so that a client can go on from any of them.
 */
export const timelineEvents = ({ order, mail }: Snapshot, since: Position = start): TimelineEvent[] => {
  if (!order) return [];
  const mails = sentMails(mail);
  // An id from elsewhere may count further than this order has come.
  const position = {
    entries: Math.min(since.entries, order.timeline.length),
    mails: Math.min(since.mails, mails.length),
  };
  const events: TimelineEvent[] = [];
  const tellMails = (before?: string) => {
    for (const sent of mails.slice(position.mails)) {
      if (before !== undefined && sent.at >= before) return;
      position.mails += 1;
      events.push(mailEvent(sent, order.status, position));
    }
  };
  for (const entry of order.timeline.slice(position.entries)) {
    tellMails(entry.at);
    position.entries += 1;
    events.push(entryEvent(entry, position));
  }
  tellMails();
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

const mailEvent = ({ kind, subject, at }: Sent, status: OrderStatus, position: Position): TimelineEvent => ({
  id: formatPosition(position),
  type: 'MailSent',
  outcome: kind,
  title: mailTitleOf(kind),
  status,
  at,
  detail: { subject },
});
