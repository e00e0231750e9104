// Pure: how far a client has come in a timeline: which of its events it has been told. As text it is an event's id, as
// Last-Event-ID carries it. A set, and no count: what happened is not always heard of in the order in which it happened.
import { mailKinds } from '#contracts/mail-record.ts';
import { causeOf } from '#contracts/order-standing.ts';
import type { EventKey } from './timeline-titles.ts';

/** A bit for each entry, and for each mail, that a client has. */
export type Position = { entries: number; mails: number };

export const start: Position = { entries: 0, mails: 0 };

/** Their places are in ids that clients hold: a new one goes to the end, and none changes. */
const places = {
  OrderCreated: 0,
  'PaymentProcessed:authorized': 1,
  'InventoryUpdated:reserved': 2,
  ShipmentPrepared: 3,
  PaymentCaptured: 4,
  'OrderCompleted:fulfilled': 5,
  'PaymentProcessed:declined': 6,
  'InventoryUpdated:out_of_stock': 7,
  'InventoryUpdated:released': 8,
  'InventoryUpdated:returned': 9,
  ShipmentCancelled: 10,
  'PaymentReleased:voided': 11,
  'PaymentReleased:refunded': 12,
  'PaymentReleased:not_charged': 13,
  OrderCancelled: 14,
  OrderReturned: 15,
  'OrderCompleted:payment_declined': 16,
  'OrderCompleted:out_of_stock': 17,
  'OrderCompleted:cancelled': 18,
  'OrderCompleted:refunded': 19,
} satisfies Record<EventKey, number>;

const bits = new Map<string, number>(Object.entries(places).map(([key, place]) => [key, 1 << place]));

/** 0 for an entry that this version does not know, and does not tell of. */
export const bitOf = (entry: { type: string; outcome?: string }): number => bits.get(causeOf(entry)) ?? 0;

export const bitOfMail = (kind: (typeof mailKinds)[number]): number => 1 << mailKinds.indexOf(kind);

/** Undefined for what no event's id looks like. */
export const parsePosition = (id: string): Position | undefined => {
  const match = /^([0-9a-f]{1,7})\.([0-9a-f]{1,2})$/.exec(id);
  return match
    ? { entries: Number.parseInt(`${match[1]}`, 16), mails: Number.parseInt(`${match[2]}`, 16) }
    : undefined;
};

export const formatPosition = ({ entries, mails }: Position): string =>
  `${entries.toString(16)}.${mails.toString(16)}`;
