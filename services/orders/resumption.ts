// Pure: what becomes of an order that should have moved on by now. See docs/decisions/0012-a-sweeper-resumes-orders.md.
import type { Received } from '#contracts/events.ts';
import { dueFor, resumesOf } from '#contracts/order-deadlines.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { isStuckPartition, statusPartitionOf } from '#contracts/status-index.ts';
import type { Change } from './change-order.ts';
import { hasAskedToCancel } from './order-events.ts';
import { causeOf, emittedBy, withMessage } from './projection.ts';

type Times = { now: number; stalledAfterMs: number };
type Request = Received<'ResumeOrder'>;

export const resumption = (order: OrderRecord, request: Request, { now, stalledAfterMs }: Times): Change => {
  // An operator may ask as often as he likes: nothing is counted, and nothing written but what is missing.
  if (request.data.forced) return wasCancelledUnasked(order) ? cancelled(order, request, now) : told(order);
  if (order.resumed?.by === request.id) return told(order);
  switch (dueFor(order, now, stalledAfterMs)) {
    case 'resume':
      if (wasCancelledUnasked(order)) return cancelled(order, request, now);
      return { next: marked(order, request, now), ...told(order) };
    case 'escalate':
      return { next: escalated(order, request, now), emissions: [] };
    case 'expire':
      return cancelled(order, request, now);
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

export const isStuck = ({ statusPartition }: OrderRecord): boolean => isStuckPartition(statusPartition);

/** What the order has emitted, from its beginning: each step that it reaches tells again what it has stored, up to the last. */
const told = ({ emitted }: OrderRecord): Change => ({ emissions: emitted.map(({ event }) => event) });

const marked = (order: OrderRecord, { id }: Request, now: number): OrderRecord => ({
  ...order,
  version: order.version + 1,
  resumed: { count: resumesOf(order) + 1, at: new Date(now).toISOString(), by: id },
});

const escalated = (order: OrderRecord, request: Request, now: number): OrderRecord => ({
  ...marked(order, request, now),
  statusPartition: statusPartitionOf(order.orderId, order.status, true),
});

/** As a customer's cancellation: shipping decides whether it comes in time. */
const cancelled = (order: OrderRecord, request: Request, now: number): Change => {
  const next = withMessage(order, request, new Date(now).toISOString());
  return { next, emissions: emittedBy(next ?? order, causeOf(request)) };
};
