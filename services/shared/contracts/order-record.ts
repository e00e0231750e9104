// The order as services work with it. `orders` alone writes it; orders-api shows it and notification mails from it. In which form
// OrdersTable keeps it: order-item.ts.
import type { Emission } from './events.ts';
import type { OrderDetails } from './order-details.ts';
import type { OrderStatus } from './order-status.ts';

/** One thing that happened to the order. `at` is the event's own time. */
export type TimelineEntry = {
  type: string;
  outcome?: string;
  at: string;
  status: OrderStatus;
  detail?: Record<string, unknown>;
};

export type OrderEvent = Emission<'OrderCreated' | 'OrderCancelled' | 'OrderReturned' | 'OrderCompleted'>;

/** An event that was emitted with a write of the order, and because of which message; its data follow from the order. */
export type Emitted = { by: string; type: OrderEvent['type']; outcome?: string; at: string };

/** How often the order was resumed since it last heard of anything; `by` is the id of the latest message that did. */
export type Resumed = { count: number; at: string; by: string };

/** `createdKey` is `createdAt#orderId`: unique, sorts by time, serves as a cursor. */
export type OrderRecord = {
  orderId: string;
  createdAt: string;
  createdKey: string;
  customerKey: string;
  /** Its partition of the index byStatus, where it is in one. */
  statusPartition?: string;
  details: OrderDetails;
  /** From then on the order is cancelled rather than shipped. */
  expiresAt: string;
  status: OrderStatus;
  version: number;
  timeline: TimelineEntry[];
  /** To be emitted again should its message come again. */
  emitted: Emitted[];
  resumed?: Resumed;
};
