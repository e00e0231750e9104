// Pure: what becomes of an order that should have moved on by now. See docs/decisions/0012-a-sweeper-resumes-orders.md.
import type { Received } from '#contracts/events.ts';
import { dueFor, resumesOf } from '#contracts/order-deadlines.ts';
import { emittedBy, orderEvent } from '#contracts/order-events.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { causeOf, type Entry } from '#contracts/order-standing.ts';
import { isFinal } from '#contracts/order-status.ts';
import { isUnwatched, statusPartitionOf } from '#contracts/status-index.ts';
import type { Change } from './change-order.ts';
import { changeBy, hasAskedToCancel } from './projection.ts';

type Times = { now: number; stalledAfterMs: number };
type Request = Received<'ResumeOrder'>;

/** `account` is what the owners have stored of the order. */
export const resumption = (
  order: OrderRecord,
  account: readonly Entry[],
  request: Request,
  { now, stalledAfterMs }: Times,
): Change => {
  const caughtUp = changeBy(order, { cause: causeOf(request), account }, now);
  const current = caughtUp.next ?? order;
  // Everything was done, and only the news of it was lost.
  if (caughtUp.next && isFinal(current.status)) return caughtUp;
  // An operator may ask as often as he likes: nothing is counted, and nothing written but what is missing. The sweeper may
  // have passed the order, so that it is watched from here on.
  if (request.data.forced) {
    if (wasCancelledUnasked(current)) return cancelled(order, account, request, now);
    const found = isUnwatched(current) ? { ...watched(current), version: order.version + 1 } : caughtUp.next;
    return { next: found, ...told(current) };
  }
  if (order.resumed?.by === request.id) return told(current);
  switch (dueFor(current, now, stalledAfterMs)) {
    case 'resume':
      if (wasCancelledUnasked(current)) return cancelled(order, account, request, now);
      return { next: marked(current, request, now), ...told(current) };
    case 'escalate':
      return { next: escalated(current, request, now), emissions: [] };
    case 'expire':
      return cancelled(order, account, request, now);
    default:
      return { emissions: emittedBy(order, causeOf(request)) };
  }
};

/**
 * Shipping found that the order had expired, and cancelled it by itself. To have that told again it must be asked, which
 * the order has not done yet.
 */
const wasCancelledUnasked = (order: OrderRecord): boolean =>
  order.status === 'CANCELLING' && !hasAskedToCancel(order);

/** What the order has emitted, from its beginning: each step that it reaches tells again what it has stored, up to the last. */
const told = (order: OrderRecord): Change => ({
  emissions: order.emitted.map((emitted) => orderEvent(order, emitted)),
});

const marked = (order: OrderRecord, { id }: Request, now: number): OrderRecord => ({
  ...watched(order),
  version: order.version + 1,
  resumed: { count: resumesOf(order) + 1, at: new Date(now).toISOString(), by: id },
});

const escalated = (order: OrderRecord, request: Request, now: number): OrderRecord => ({
  ...marked(order, request, now),
  statusPartition: statusPartitionOf(order.orderId, 'STUCK'),
});

/** As a customer's cancellation: shipping decides whether it comes in time. */
const cancelled = (order: OrderRecord, account: readonly Entry[], request: Request, now: number): Change => {
  const { next, emissions } = changeBy(order, { cause: causeOf(request), request, account }, now);
  return { next: next && watched(next), emissions };
};

/** The sweeper need not wait for it any longer: from here on it finds it among those that it looks at each time. */
const watched = (order: OrderRecord): OrderRecord =>
  isFinal(order.status) ? order : { ...order, statusPartition: statusPartitionOf(order.orderId, 'WATCHED') };
