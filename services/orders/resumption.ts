// Pure: what becomes of an order that should have moved on by now. See docs/decisions/0012-a-sweeper-resumes-orders.md.
import type { Emission, Received } from '#contracts/events.ts';
import { dueFor, resumesOf } from '#contracts/order-deadlines.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { statusPartitionOf } from '#contracts/status-index.ts';
import type { Change } from './change-order.ts';
import { causeOf, emittedBy, withMessage } from './projection.ts';

type Times = { now: number; stalledAfterMs: number };
type Request = Received<'ResumeOrder'>;

export const resumption = (order: OrderRecord, request: Request, { now, stalledAfterMs }: Times): Change => {
  if (order.resumed?.by === request.id) return { emissions: retold(order) };
  if (request.data.forced) return resumed(order, request, now);
  switch (dueFor(order, now, stalledAfterMs)) {
    case 'resume':
      return resumed(order, request, now);
    case 'escalate':
      return { next: escalated(order, request, now), emissions: [] };
    case 'expire':
      return expired(order, request, now);
    default:
      return { emissions: emittedBy(order, causeOf(request)) };
  }
};

export const isStuck = ({ statusPartition }: OrderRecord): boolean => statusPartition.startsWith('STUCK');

/** What the order has emitted, from its beginning: each step that it reaches tells again what it has stored, up to the last. */
const retold = ({ emitted }: OrderRecord): Emission[] => emitted.map(({ event }) => event);

const marked = (order: OrderRecord, { id }: Request, now: number): OrderRecord => ({
  ...order,
  version: order.version + 1,
  resumed: {
    status: order.status,
    count: resumesOf(order) + 1,
    at: new Date(now).toISOString(),
    by: id,
  },
});

const resumed = (order: OrderRecord, request: Request, now: number): Change => ({
  next: marked(order, request, now),
  emissions: retold(order),
});

const escalated = (order: OrderRecord, request: Request, now: number): OrderRecord => ({
  ...marked(order, request, now),
  statusPartition: statusPartitionOf(order.orderId, order.status, true),
});

/** As a customer's cancellation: shipping decides whether it comes in time. */
const expired = (order: OrderRecord, request: Request, now: number): Change => {
  const next = withMessage(order, request, new Date(now).toISOString());
  return { next, emissions: emittedBy(next ?? order, causeOf(request)) };
};
