// Pure: what happened to an order, in words for its customer. An event without a title is a type error.
import type { MessageType, Outcome, outcomes } from '#contracts/events.ts';
import type { MailKind } from '#contracts/mail-record.ts';
import type { TimelineEntry } from '#contracts/order-record.ts';

type Command = 'PlaceOrder' | 'CancelOrder' | 'ReturnOrder' | 'ResumeOrder' | 'PutProduct' | 'ReceiveStock';
type EventType = Exclude<MessageType, Command>;

/** Events that the timeline keeps with their outcome: what becomes of the goods of a return is no news to the customer. */
type TypeWithOutcome = Exclude<keyof typeof outcomes, 'OrderReturned'>;

export type EventKey = {
  [T in EventType]: T extends TypeWithOutcome ? `${T}:${Outcome<T>}` : T;
}[EventType];

type TitleKey = EventKey | 'OrderCancelled:too_late' | 'OrderCancelled:expired' | `MailSent:${MailKind}`;

const titles: Record<TitleKey, string> = {
  OrderCreated: 'We have your order',
  OrderCancelled: 'Your cancellation is under way',
  'OrderCancelled:too_late': 'It was too late to cancel',
  'OrderCancelled:expired': 'We could not ship your order in time: it is being cancelled',
  OrderReturned: 'Your return is registered',
  'PaymentProcessed:authorized': 'Your payment is authorized',
  'PaymentProcessed:declined': 'Your payment was declined',
  'InventoryUpdated:reserved': 'Everything is in stock and reserved for you',
  'InventoryUpdated:out_of_stock': 'Something in your order is out of stock',
  'InventoryUpdated:released': 'Nothing is held in stock for you any more',
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

/** Stored entries name their events as text. */
const titleByKey = new Map<string, string>(Object.entries(titles));

export const titleOf = ({
  type,
  outcome,
  status,
  detail,
}: Pick<TimelineEntry, 'type' | 'outcome' | 'status' | 'detail'>): string => {
  // A request to cancel that found the parcel on its way, or the order over.
  if (type === 'OrderCancelled' && status !== 'CANCELLING') return titles['OrderCancelled:too_late'];
  if (type === 'OrderCancelled' && detail?.reason === 'expired') return titles['OrderCancelled:expired'];
  return titleByKey.get(`${type}:${outcome}`) ?? titleByKey.get(type) ?? type;
};

export const mailTitleOf = (kind: MailKind): string => titles[`MailSent:${kind}`];
