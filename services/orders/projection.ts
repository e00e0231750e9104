// Pure: what a message makes of an order: its entry in the timeline, with what the owners have stored meanwhile; where the
// order stands then; and what that sets in motion.
import { emittedBy, emittedOn } from '#contracts/order-events.ts';
import type { Emitted, OrderEvent, OrderRecord } from '#contracts/order-record.ts';
import { type Entry, newsIn, withEntries } from '#contracts/order-standing.ts';
import { endingOf, isFinal, type OrderStatus } from '#contracts/order-status.ts';
import { statusPartitionAfter } from '#contracts/status-index.ts';
import type { Change } from './change-order.ts';
import type { OrderRequest } from './messages.ts';

/** What was heard: a message of other services, or a request, which has an entry of its own. */
type Heard = { cause: string; request?: OrderRequest | undefined; account: readonly Entry[] };

/** The order with all that was heard in it; undefined when it is in it already. */
export const withHeard = (
  order: OrderRecord,
  { cause, request, account }: Heard,
  now: string,
): OrderRecord | undefined => {
  const own = request && entryOf(request);
  const news = newsIn(own ? [...account, own] : account, order.timeline);
  if (news.length === 0) return undefined;
  const timeline = withEntries(order.timeline, news);
  const status = timeline.at(-1)?.status ?? order.status;
  const statusPartition = statusPartitionAfter(order, status);
  const ending = completionOf(order, status, now);
  const isNew = own !== undefined && news.includes(own);
  const asked = request && isNew ? askedBy(request, { ...order, status }, now) : undefined;
  const emitted = [asked, ending].filter((one) => one !== undefined).map((one) => ({ by: cause, ...one }));
  return {
    ...order,
    status,
    ...(statusPartition && { statusPartition }),
    version: order.version + 1,
    timeline: ending ? [...timeline, { ...ending, status }] : timeline,
    emitted: [...order.emitted, ...emitted],
    // Something was heard of it: it has all its chances again.
    ...(order.resumed && { resumed: { ...order.resumed, count: 0, by: '' } }),
  };
};

/** What hearing of it makes of an order, and what is to be told for it: now, or again. `now` in milliseconds. */
export const changeBy = (order: OrderRecord, heard: Heard, now: number): Change => {
  const next = withHeard(order, heard, new Date(now).toISOString());
  const toldNow = heard.request ? emittedBy : emittedOn;
  return { next, emissions: toldNow(next ?? order, heard.cause) };
};

const ownTypes: readonly OrderEvent['type'][] = [
  'OrderCreated',
  'OrderCancelled',
  'OrderReturned',
  'OrderCompleted',
];

/**
 * Whether `account` has all that the order has heard of the owners. One that has not was read too early; and what is missing
 * there may keep something else out of it, of which nobody will tell the order again.
 */
export const knowsAllOf = ({ timeline }: OrderRecord, account: readonly Entry[]): boolean => {
  const heard = timeline.filter(({ type }) => !(ownTypes as readonly string[]).includes(type));
  return newsIn(heard, account).length === 0;
};

type Emission = Omit<Emitted, 'by'>;

/** When a status newly ends the order, the event that says so. */
const completionOf = (order: OrderRecord, status: OrderStatus, at: string): Emission | undefined => {
  const outcome = endingOf(status);
  return outcome && status !== order.status ? { type: 'OrderCompleted', outcome, at } : undefined;
};

/**
 * What a request sets in motion. A cancellation asks shipping for its verdict, once; an order that is over has none to ask
 * for. A request to resume gets here only when it is to cancel.
 */
const askedBy = (request: OrderRequest, order: OrderRecord, at: string): Emission | undefined => {
  if (request.type === 'ReturnOrder')
    return { type: 'OrderReturned', outcome: request.data.restock ? 'restock' : 'write_off', at };
  return isFinal(order.status) || hasAskedToCancel(order) ? undefined : { type: 'OrderCancelled', at };
};

export const hasAskedToCancel = ({ emitted }: OrderRecord): boolean =>
  emitted.some(({ type }) => type === 'OrderCancelled');

const entryOf = ({ type, at }: OrderRequest): Entry => {
  if (type === 'ReturnOrder') return { type: 'OrderReturned', at };
  // What an overdue order is asked to resume for, once it has expired.
  return { type: 'OrderCancelled', at, ...(type === 'ResumeOrder' && { detail: { reason: 'expired' } }) };
};
