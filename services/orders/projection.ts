// Pure: where an order stands, from the set of events seen so far. Because only the set counts, and never the order in
// which its events came nor the clock, late, repeated and reordered events cannot move an order back.
import type { Emission } from '#contracts/events.ts';
import type { OrderEvent, OrderRecord, TimelineEntry } from '#contracts/order-record.ts';
import type { OrderStatus } from '#contracts/order-status.ts';
import { statusPartitionOf } from '#contracts/status-index.ts';
import type { OrderMessage, StatusEvent, TimelineKey } from './messages.ts';
import { completionOf, requestedBy } from './order-events.ts';

/** By rank: the first line whose events have all been seen gives the status; without any it is RECEIVED. */
const ranks: readonly { status: OrderStatus; seen: readonly TimelineKey[] }[] = [
  { status: 'REFUNDED', seen: ['PaymentReleased:refunded'] },
  { status: 'RETURNING', seen: ['OrderReturned'] },
  { status: 'COMPLETED', seen: ['ShipmentPrepared', 'PaymentCaptured'] },
  { status: 'OUT_OF_STOCK', seen: ['InventoryUpdated:out_of_stock', 'PaymentReleased:voided'] },
  { status: 'PAYMENT_DECLINED', seen: ['PaymentProcessed:declined'] },
  { status: 'CANCELLED', seen: ['ShipmentCancelled', 'InventoryUpdated:released', 'PaymentReleased:voided'] },
  {
    status: 'CANCELLED',
    seen: ['ShipmentCancelled', 'InventoryUpdated:released', 'PaymentReleased:not_charged'],
  },
  { status: 'SHIPPED', seen: ['ShipmentPrepared'] },
  { status: 'CANCELLING', seen: ['OrderCancelled'] },
  { status: 'CANCELLING', seen: ['ShipmentCancelled'] },
  { status: 'RELEASING_PAYMENT', seen: ['InventoryUpdated:out_of_stock'] },
  { status: 'STOCK_RESERVED', seen: ['InventoryUpdated:reserved'] },
  { status: 'PAYMENT_AUTHORIZED', seen: ['PaymentProcessed:authorized'] },
];

/** What tells one message, or entry, of an order from another: a repetition has the same. */
export const causeOf = ({ type, outcome }: { type: string; outcome?: string | undefined }): string =>
  outcome ? `${type}:${outcome}` : type;

/** What a redelivery of a message must emit again: what its first delivery emitted. */
export const emittedBy = ({ emitted }: OrderRecord, cause: string): readonly OrderEvent[] =>
  emitted.filter(({ by }) => by === cause).map(({ event }) => event);

/** The order with the message in it; undefined when the message is in it already. */
export const withMessage = (
  order: OrderRecord,
  message: OrderMessage,
  now: string,
): OrderRecord | undefined => {
  const entry = entryOf(message);
  const isKnown = order.timeline.some((known) => causeOf(known) === causeOf(entry));
  if (isKnown) return undefined;
  const status = statusOf([...order.timeline, entry]);
  const completion = completionOf(order, status, now);
  const emitted = [requestedBy(message, order, now), completion].filter((event) => event !== undefined);
  return {
    ...order,
    status,
    statusPartition: statusPartitionOf(order.orderId, status),
    version: order.version + 1,
    timeline: [...order.timeline, { ...entry, status }, ...completionEntry(completion, status)],
    emitted: [...order.emitted, ...emitted.map((event) => ({ by: causeOf(message), event }))],
    // Something was heard of it: it has all its chances again.
    ...(order.resumed && { resumed: { ...order.resumed, count: 0, by: '' } }),
  };
};

type Entry = Omit<TimelineEntry, 'status'>;

const statusOf = (timeline: readonly Entry[]): OrderStatus => {
  const keys = new Set(timeline.map(causeOf));
  return ranks.find(({ seen }) => seen.every((key) => keys.has(key)))?.status ?? 'RECEIVED';
};

const completionEntry = (completion: Emission<'OrderCompleted'> | undefined, status: OrderStatus) => {
  if (!completion?.outcome) return [];
  const { type, outcome, at } = completion;
  return [{ type, outcome, at, status }];
};

const entryOf = (message: OrderMessage): Entry => {
  const { at } = message;
  if (message.type === 'CancelOrder') return { type: 'OrderCancelled', at };
  // What an overdue order is asked to resume for, once it has expired.
  if (message.type === 'ResumeOrder') return { type: 'OrderCancelled', at, detail: { reason: 'expired' } };
  if (message.type === 'ReturnOrder') return { type: 'OrderReturned', at };
  const { type, outcome } = message;
  const detail = detailOf(message);
  return { type, at, ...(outcome && { outcome }), ...(detail && { detail }) };
};

const detailOf = (event: StatusEvent): TimelineEntry['detail'] => {
  if (event.type === 'ShipmentPrepared') return event.data;
  if (event.type === 'PaymentProcessed' && event.data.reason) return { reason: event.data.reason };
  if (event.type === 'InventoryUpdated' && event.data.missing) return { missing: event.data.missing };
  return undefined;
};
