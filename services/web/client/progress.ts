// Where an order stands, decided from its timeline: how it will end, what is still to come, what to say at the end.
import type { TimelineEvent } from '#contracts/http.ts';

type Status = TimelineEvent['status'];
type Ending = 'fulfilled' | 'payment_declined' | 'out_of_stock' | 'cancelled';
export type Tone = 'good' | 'bad' | 'open';

/** The steps of each ending; `type:outcome` where the same type can have come before with another outcome. */
const paths: Record<Ending, string[]> = {
  fulfilled: [
    'OrderCreated',
    'PaymentProcessed',
    'InventoryUpdated',
    'ShipmentPrepared',
    'PaymentCaptured',
    'OrderCompleted',
    'MailSent',
  ],
  payment_declined: ['OrderCreated', 'PaymentProcessed', 'OrderCompleted', 'MailSent'],
  out_of_stock: [
    'OrderCreated',
    'PaymentProcessed',
    'InventoryUpdated',
    'PaymentReleased',
    'OrderCompleted',
    'MailSent',
  ],
  cancelled: [
    'ShipmentCancelled',
    'InventoryUpdated:released',
    'PaymentReleased',
    'OrderCompleted:cancelled',
    'MailSent',
  ],
};

const expectations: Record<string, string> = {
  OrderCreated: 'Order recorded',
  PaymentProcessed: 'Payment authorized',
  InventoryUpdated: 'Stock reserved',
  'InventoryUpdated:released': 'Reservation released',
  ShipmentPrepared: 'Parcel prepared',
  ShipmentCancelled: 'Parcel stopped, if it has not left yet',
  PaymentCaptured: 'Payment taken',
  PaymentReleased: 'Payment released',
  OrderCompleted: 'Order completed',
  'OrderCompleted:cancelled': 'Order cancelled',
  MailSent: 'Mail sent',
};

/** How the order will end, as far as can be told: well, until an event says otherwise. */
const endingOf = (events: readonly TimelineEvent[]): Ending => {
  const outcomes = new Set(events.map((event) => event.outcome));
  if (outcomes.has('declined') || outcomes.has('payment_declined')) return 'payment_declined';
  if (outcomes.has('out_of_stock')) return 'out_of_stock';
  const isStopped = events.some(({ type }) => type === 'ShipmentCancelled');
  return isStopped || events.at(-1)?.status === 'CANCELLING' ? 'cancelled' : 'fulfilled';
};

/** An order that comes back is an operator's matter: none of its steps is foretold. */
const turnedBack = ['RETURNING', 'REFUNDED'];

/** Titles of the steps that have yet to happen, in order. */
export const stepsToCome = (events: readonly TimelineEvent[]): string[] => {
  if (turnedBack.includes(events.at(-1)?.status ?? '')) return [];
  const seen = new Set(events.flatMap(({ type, outcome }) => [type, `${type}:${outcome}`]));
  return paths[endingOf(events)].filter((step) => !seen.has(step)).map((step) => expectations[step] ?? step);
};

const failures = ['declined', 'payment_declined', 'out_of_stock'];

/** What ended the order early stands out, and what came too late; everything else, a mail about it too, is as it should be. */
export const toneOf = ({ type, outcome = '', status }: TimelineEvent): Tone => {
  if (type === 'OrderCancelled') return status === 'CANCELLING' ? 'good' : 'bad';
  return type !== 'MailSent' && failures.includes(outcome) ? 'bad' : 'good';
};

/** What the detail of an event adds for a customer, as a line of text; undefined when nothing. */
export const describeDetail = ({ type, detail = {} }: TimelineEvent): string | undefined => {
  const text = (key: string): string | undefined =>
    typeof detail[key] === 'string' && detail[key] !== '' ? detail[key] : undefined;
  if (type === 'ShipmentPrepared' && text('trackingNumber'))
    return [text('carrier'), `tracking number ${text('trackingNumber')}`].filter(Boolean).join(', ');
  if (type === 'MailSent' && text('subject')) return `“${text('subject')}”`;
  return undefined;
};

const stamps: Partial<Record<string, { text: string; tone: Tone }>> = {
  COMPLETED: { text: 'Confirmed', tone: 'good' },
  PAYMENT_DECLINED: { text: 'Declined', tone: 'bad' },
  OUT_OF_STOCK: { text: 'Out of stock', tone: 'bad' },
  CANCELLING: { text: 'Cancelling', tone: 'open' },
  CANCELLED: { text: 'Cancelled', tone: 'open' },
  REFUNDED: { text: 'Refunded', tone: 'open' },
};

/** The word stamped on the order. */
export const stampOf = (status: Status | undefined): { text: string; tone: Tone } =>
  (status && stamps[status]) ?? { text: 'In progress', tone: 'open' };

type Summary = { title: string; text: string };

const summaries: Partial<Record<string, Summary>> = {
  COMPLETED: {
    title: 'Your order is confirmed',
    text: 'It is packed and on its way. Your payment was taken when the parcel was ready.',
  },
  PAYMENT_DECLINED: {
    title: 'Your payment was declined',
    text: 'You have not been charged, and nothing will be sent. You can order again with another payment method.',
  },
  OUT_OF_STOCK: {
    title: 'Something you ordered is out of stock',
    text: 'Your payment was released: you have not been charged, and nothing will be sent.',
  },
  CANCELLED: {
    title: 'Your order was cancelled',
    text: 'You have not been charged, and nothing will be sent.',
  },
  REFUNDED: { title: 'Your order was refunded', text: 'What you paid is on its way back to you.' },
};

/** The last word on a final order; undefined before. */
export const summaryOf = (status: Status | undefined): Summary | undefined => status && summaries[status];

/** Nothing more will happen to the order, but for the mail that says so. */
export const isFinal = (status: Status): boolean => summaryOf(status) !== undefined;
