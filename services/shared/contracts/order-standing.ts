// Pure: where an order stands, from the set of events that have happened to it. Because only the set counts, and never the
// order in which events were heard of nor a clock, late, repeated and reordered events cannot move an order back.
import type { Outcome } from './events.ts';
import type { OrderRecord, TimelineEntry } from './order-record.ts';
import { isFinal, type OrderStatus } from './order-status.ts';

/** The events of other services that move an order on. */
export type StatusType =
  | 'PaymentProcessed'
  | 'InventoryUpdated'
  | 'ShipmentPrepared'
  | 'ShipmentCancelled'
  | 'PaymentCaptured'
  | 'PaymentReleased';

/** An entry of the timeline as the ranks name it: `type`, or `type:outcome` where there are outcomes. */
type TimelineKey =
  | { [T in StatusType]: Outcome<T> extends string ? `${T}:${Outcome<T>}` : T }[StatusType]
  | 'OrderCancelled'
  | 'OrderReturned';

/** By rank: the first line whose events have all happened gives the status; without any it is RECEIVED. */
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

/** An entry before it is known where the order stands with it. */
export type Entry = Omit<TimelineEntry, 'status'>;

const statusOf = (timeline: readonly Entry[]): OrderStatus => {
  const keys = new Set(timeline.map(causeOf));
  return ranks.find(({ seen }) => seen.every((key) => keys.has(key)))?.status ?? 'RECEIVED';
};

/** Those of `entries` that the timeline does not have yet. */
export const newsIn = (entries: readonly Entry[], timeline: readonly Entry[]): Entry[] => {
  const known = new Set(timeline.map(causeOf));
  return entries.filter((entry) => !known.has(causeOf(entry)));
};

/** The timeline with entries at its end, each with where the order stands by then. */
export const withEntries = (
  timeline: readonly TimelineEntry[],
  entries: readonly Entry[],
): TimelineEntry[] => {
  const all = [...timeline];
  for (const entry of entries) all.push({ ...entry, status: statusOf([...all, entry]) });
  return all;
};

/**
 * For readers: the order as it stands with what the owners of its facts have stored. That it has ended is for `orders` to
 * say: until then it stands where it stood before.
 */
export const inFull = (order: OrderRecord, account: readonly Entry[]): OrderRecord => {
  if (isFinal(order.status)) return order;
  const timeline = [...order.timeline];
  let { status } = order;
  for (const entry of newsIn(account, timeline)) {
    const stands = statusOf([...timeline, entry]);
    if (!isFinal(stands)) status = stands;
    timeline.push({ ...entry, status });
  }
  return { ...order, timeline, status };
};
