// Pure: where an order stands, from the set of events seen so far. Because only the set counts, and never the order in
// which its events came nor the clock, late, repeated and reordered events cannot move an order back.
import type { Emission, Outcome, Received } from '#contracts/events.ts';
import {
  isFinal,
  type OrderRecord,
  type OrderStatus,
  statusPartitionOf,
  type TimelineEntry,
} from '#contracts/order-record.ts';

export type StatusEvent = Received<
  'PaymentProcessed' | 'InventoryUpdated' | 'ShipmentPrepared' | 'PaymentCaptured' | 'PaymentReleased'
>;

/** By rank: the first line whose events have all been seen gives the status. */
const ranks: readonly { status: OrderStatus; seen: readonly string[] }[] = [
  { status: 'COMPLETED', seen: ['ShipmentPrepared', 'PaymentCaptured'] },
  { status: 'OUT_OF_STOCK', seen: ['InventoryUpdated:out_of_stock', 'PaymentReleased:voided'] },
  { status: 'PAYMENT_DECLINED', seen: ['PaymentProcessed:declined'] },
  { status: 'RELEASING_PAYMENT', seen: ['InventoryUpdated:out_of_stock'] },
  { status: 'SHIPPED', seen: ['ShipmentPrepared'] },
  { status: 'STOCK_RESERVED', seen: ['InventoryUpdated:reserved'] },
  { status: 'PAYMENT_AUTHORIZED', seen: ['PaymentProcessed:authorized'] },
  { status: 'RECEIVED', seen: [] },
];

const completions: Partial<Record<OrderStatus, Outcome<'OrderCompleted'>>> = {
  COMPLETED: 'fulfilled',
  PAYMENT_DECLINED: 'payment_declined',
  OUT_OF_STOCK: 'out_of_stock',
};

const eventKey = ({ type, outcome }: { type: string; outcome?: string | undefined }): string =>
  outcome ? `${type}:${outcome}` : type;

export const statusOf = (timeline: readonly { type: string; outcome?: string }[]): OrderStatus => {
  const keys = new Set(timeline.map(eventKey));
  return ranks.find(({ seen }) => seen.every((key) => keys.has(key)))?.status ?? 'RECEIVED';
};

/** The order with the event in it; undefined when the event is in it already. */
export const withEvent = (order: OrderRecord, event: StatusEvent, now: string): OrderRecord | undefined => {
  const key = eventKey(event);
  if (order.timeline.some((entry) => eventKey(entry) === key)) return undefined;
  const entry = entryOf(event);
  const status = statusOf([...order.timeline, entry]);
  const next: OrderRecord = {
    ...order,
    status,
    statusPartition: statusPartitionOf(order.orderId, status),
    version: order.version + 1,
    timeline: [...order.timeline, { ...entry, status }],
  };
  return isFinal(status) && !order.events.OrderCompleted ? completed(next, key, now) : next;
};

/** What a redelivery of `event` must emit again: the completion, if it was this event that completed the order. */
export const emittedBy = (order: OrderRecord, event: StatusEvent): readonly Emission[] => {
  const { OrderCompleted } = order.events;
  return OrderCompleted && order.completedBy === eventKey(event) ? [OrderCompleted] : [];
};

const completed = (order: OrderRecord, completedBy: string, now: string): OrderRecord => {
  const outcome = completions[order.status];
  if (!outcome) return order;
  const event: Emission<'OrderCompleted'> = {
    type: 'OrderCompleted',
    subject: order.orderId,
    outcome,
    at: now,
    data: {},
  };
  return {
    ...order,
    completedBy,
    timeline: [...order.timeline, { type: event.type, outcome, at: now, status: order.status }],
    events: { ...order.events, OrderCompleted: event },
  };
};

const entryOf = (event: StatusEvent): Omit<TimelineEntry, 'status'> => {
  const detail = detailOf(event);
  return {
    type: event.type,
    at: event.at,
    ...(event.outcome && { outcome: event.outcome }),
    ...(detail && { detail }),
  };
};

const detailOf = (event: StatusEvent): TimelineEntry['detail'] => {
  if (event.type === 'ShipmentPrepared') return event.data;
  if (event.type === 'PaymentProcessed' && event.data.reason) return { reason: event.data.reason };
  if (event.type === 'InventoryUpdated' && event.data.missing) return { missing: event.data.missing };
  return undefined;
};
