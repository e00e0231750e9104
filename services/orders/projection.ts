// Pure: where an order stands, from the set of events seen so far. Because only the set counts, and never the order in
// which its events came nor the clock, late, repeated and reordered events cannot move an order back.
import type { Received } from '#contracts/events.ts';
import type { OrderEvent, OrderRecord, TimelineEntry } from '#contracts/order-record.ts';
import type { OrderStatus } from '#contracts/order-status.ts';
import { statusPartitionOf } from '#contracts/status-index.ts';
import { completionOf, requested } from './order-events.ts';

export type StatusEvent = Received<
  | 'PaymentProcessed'
  | 'InventoryUpdated'
  | 'ShipmentPrepared'
  | 'ShipmentCancelled'
  | 'PaymentCaptured'
  | 'PaymentReleased'
>;
export type CustomerRequest = Received<'CancelOrder' | 'ReturnOrder'>;
export type OrderMessage = StatusEvent | CustomerRequest;

/** By rank: the first line whose events have all been seen gives the status. */
const ranks: readonly { status: OrderStatus; seen: readonly string[] }[] = [
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
  { status: 'RELEASING_PAYMENT', seen: ['InventoryUpdated:out_of_stock'] },
  { status: 'STOCK_RESERVED', seen: ['InventoryUpdated:reserved'] },
  { status: 'PAYMENT_AUTHORIZED', seen: ['PaymentProcessed:authorized'] },
  { status: 'RECEIVED', seen: [] },
];

export const statusOf = (timeline: readonly { type: string; outcome?: string }[]): OrderStatus => {
  const keys = new Set(timeline.flatMap(({ type, outcome }) => [type, `${type}:${outcome}`]));
  return ranks.find(({ seen }) => seen.every((key) => keys.has(key)))?.status ?? 'RECEIVED';
};

/** What tells one message of an order from another: a repetition has the same. */
export const causeOf = ({ type, outcome }: OrderMessage): string => (outcome ? `${type}:${outcome}` : type);

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
  const isKnown = order.timeline.some(
    ({ type, outcome }) => type === entry.type && outcome === entry.outcome,
  );
  if (isKnown) return undefined;
  const status = statusOf([...order.timeline, entry]);
  const events = [requested(order, message, now), completionOf(order, status, now)];
  const emitted = events.filter((event) => event !== undefined);
  return {
    ...order,
    status,
    statusPartition: statusPartitionOf(order.orderId, status),
    version: order.version + 1,
    timeline: [...order.timeline, { ...entry, status }, ...completionEntries(emitted, status)],
    emitted: [...order.emitted, ...emitted.map((event) => ({ by: causeOf(message), event }))],
  };
};

const completionEntries = (emitted: OrderEvent[], status: OrderStatus): TimelineEntry[] =>
  emitted
    .filter(({ type }) => type === 'OrderCompleted')
    .map(({ type, outcome, at }) => ({ type, at, status, ...(outcome && { outcome }) }));

const entryOf = (message: OrderMessage): Omit<TimelineEntry, 'status'> => {
  const { at } = message;
  if (message.type === 'CancelOrder') return { type: 'OrderCancelled', at };
  if (message.type === 'ReturnOrder') return { type: 'OrderReturned', at };
  const detail = detailOf(message);
  return {
    type: message.type,
    at,
    ...(message.outcome && { outcome: message.outcome }),
    ...(detail && { detail }),
  };
};

const detailOf = (event: StatusEvent): TimelineEntry['detail'] => {
  if (event.type === 'ShipmentPrepared') return event.data;
  if (event.type === 'PaymentProcessed' && event.data.reason) return { reason: event.data.reason };
  if (event.type === 'InventoryUpdated' && event.data.missing) return { missing: event.data.missing };
  return undefined;
};

/** Whether the order can be returned now; one that is being returned, or was, can be asked again without effect. */
export const isReturnable = ({ status }: OrderRecord): boolean =>
  status === 'COMPLETED' || status === 'RETURNING' || status === 'REFUNDED';
