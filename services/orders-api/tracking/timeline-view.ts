// Pure: what happened to an order, and which mails went out, as one timeline in words for a customer.
import type { TimelineEvent } from '#contracts/http.ts';
import { type MailKind, type MailRecord, mailKinds, type SentMail } from '#contracts/mail-record.ts';
import type { TimelineEntry } from '#contracts/order-record.ts';
import { type finalStatuses, isFinal, type OrderStatus } from '#contracts/order-status.ts';
import type { Snapshot } from '../orders/order-store.ts';

const titles: Record<string, string> = {
  OrderCreated: 'We have your order',
  OrderCancelled: 'Your cancellation is under way',
  OrderReturned: 'Your return is registered',
  'PaymentProcessed:authorized': 'Your payment is authorized',
  'PaymentProcessed:declined': 'Your payment was declined',
  'InventoryUpdated:reserved': 'Everything is in stock and reserved for you',
  'InventoryUpdated:out_of_stock': 'Something in your order is out of stock',
  'InventoryUpdated:released': 'Your reservation is released',
  'InventoryUpdated:returned': 'Your return is back in stock',
  ShipmentPrepared: 'Your parcel is on its way',
  ShipmentCancelled: 'Your parcel was stopped before it left',
  PaymentCaptured: 'Your payment is complete',
  'PaymentReleased:voided': 'Your payment is released: you were not charged',
  'PaymentReleased:refunded': 'Your payment is refunded',
  'PaymentReleased:not_charged': 'You were not charged',
  'OrderCompleted:fulfilled': 'Your order is complete',
  'OrderCompleted:payment_declined': 'Your order is closed: the payment was declined',
  'OrderCompleted:out_of_stock': 'Your order is closed: we are out of stock',
  'OrderCompleted:cancelled': 'Your order is cancelled',
  'OrderCompleted:refunded': 'Your order is closed: your payment was refunded',
  'MailSent:fulfilled': 'We mailed you a confirmation',
  'MailSent:payment_declined': 'We mailed you about the declined payment',
  'MailSent:out_of_stock': 'We mailed you about the missing stock',
  'MailSent:cancelled': 'We mailed you about the cancellation',
  'MailSent:refunded': 'We mailed you about the refund',
};

/** 'OrderHeld' → 'Order held', for a type that has no title yet. */
const spaced = (type: string): string => {
  const words = type.replace(/(?<=\p{Ll})\p{Lu}/gu, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** A request to cancel that found the parcel on its way, or the order over. */
const tooLate = 'It was too late to cancel';

export const titleOf = (type: string, outcome: string | undefined): string =>
  titles[`${type}:${outcome}`] ?? titles[type] ?? spaced(type);

/** How much of the timeline a client has: as an event's id, `entries.mails`. */
export type Position = { entries: number; mails: number };

export const start: Position = { entries: 0, mails: 0 };

/** Undefined for what no event's id looks like. */
export const parsePosition = (id: string): Position | undefined => {
  const match = /^(\d{1,6})\.(\d{1,6})$/.exec(id);
  return match ? { entries: Number(match[1]), mails: Number(match[2]) } : undefined;
};

type Sent = SentMail & { kind: MailKind };

/** In the order in which they went out. */
export const sentMails = (mail: MailRecord | undefined): Sent[] =>
  mailKinds
    .flatMap((kind) => {
      const entry = mail?.[kind];
      return entry?.state === 'SENT' ? [{ ...entry, kind }] : [];
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));

/**
 * What comes after `since`, oldest first. Entries keep their order and so do mails; between the two the time decides. An
 * id counts both up to and with its event, so that a client can go on from any of them.
 */
export const timelineEvents = ({ order, mail }: Snapshot, since: Position = start): TimelineEvent[] => {
  if (!order) return [];
  const entries = order.timeline.slice(since.entries);
  const mails = sentMails(mail).slice(since.mails);
  const position = { ...since };
  const events: TimelineEvent[] = [];
  while (entries.length > 0 || mails.length > 0) {
    const [entry, sent] = [entries[0], mails[0]];
    if (entry && (!sent || entry.at <= sent.at)) {
      entries.shift();
      position.entries += 1;
      events.push(entryEvent(entry, position));
    } else if (sent) {
      mails.shift();
      position.mails += 1;
      events.push(mailEvent(sent, order.status, position));
    }
  }
  return events;
};

const idOf = ({ entries, mails }: Position): string => `${entries}.${mails}`;

const entryEvent = (
  { type, outcome, at, status, detail }: TimelineEntry,
  position: Position,
): TimelineEvent => ({
  ...{ id: idOf(position), type, title: entryTitle(type, outcome, status), status, at },
  ...(outcome !== undefined && { outcome }),
  ...(detail && { detail }),
});

const entryTitle = (type: string, outcome: string | undefined, status: OrderStatus): string =>
  type === 'OrderCancelled' && status !== 'CANCELLING' ? tooLate : titleOf(type, outcome);

const mailEvent = ({ kind, subject, at }: Sent, status: OrderStatus, position: Position): TimelineEvent => ({
  ...{ id: idOf(position), type: 'MailSent', outcome: kind, title: titleOf('MailSent', kind), status, at },
  detail: { subject },
});

const lastMail: Partial<Record<OrderStatus, MailKind>> = {
  COMPLETED: 'fulfilled',
  PAYMENT_DECLINED: 'payment_declined',
  OUT_OF_STOCK: 'out_of_stock',
  CANCELLED: 'cancelled',
  REFUNDED: 'refunded',
} satisfies Record<(typeof finalStatuses)[number], MailKind>;

/** Nothing more will come: the order is final, and the mail that says so went out. */
export const isComplete = ({ order, mail }: Snapshot): boolean =>
  order !== undefined &&
  isFinal(order.status) &&
  sentMails(mail).some(({ kind }) => kind === lastMail[order.status]);
