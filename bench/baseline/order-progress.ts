// Pure: the order as OrdersTable keeps it, and how far each status event brings it.
import type { Ending, Event, OrderDetails, Shipment } from './events.ts';

export type StatusEvent = Event<
  'PaymentProcessed' | 'InventoryUpdated' | 'ShipmentPrepared' | 'PaymentCaptured' | 'PaymentReleased'
>;

export type Order = OrderDetails & {
  orderId: string;
  createdAt: string;
  status: string;
  /** How far the order has come: an update must raise it. */
  rank: number;
  timeline: { status: string; at: string }[];
  shipment?: Shipment;
};

/** An `ending` is final, and is told to the customer. */
export type Progress = { status: string; rank: number; ending?: Ending };

export const newOrder = ({ orderId, at, data }: Event<'PlaceOrder'>): Order => ({
  ...data,
  orderId,
  createdAt: at,
  status: 'RECEIVED',
  rank: 0,
  timeline: [{ status: 'RECEIVED', at }],
});

const finalRank = 4;

/** SQS keeps no order, so an event may come after one that it caused: the rank says that it is late. */
const progressByEvent: Record<string, Progress> = {
  'PaymentProcessed:authorized': { status: 'PAYMENT_AUTHORIZED', rank: 1 },
  'PaymentProcessed:declined': { status: 'PAYMENT_DECLINED', rank: finalRank, ending: 'payment_declined' },
  'InventoryUpdated:reserved': { status: 'STOCK_RESERVED', rank: 2 },
  'InventoryUpdated:out_of_stock': { status: 'RELEASING_PAYMENT', rank: 2 },
  ShipmentPrepared: { status: 'SHIPPED', rank: 3 },
  PaymentCaptured: { status: 'COMPLETED', rank: finalRank, ending: 'fulfilled' },
  'PaymentReleased:voided': { status: 'OUT_OF_STOCK', rank: finalRank, ending: 'out_of_stock' },
};

/** @throws Error for an event that no order can have */
export const progressOf = ({ type, outcome, orderId }: StatusEvent): Progress => {
  const progress = progressByEvent[outcome ? `${type}:${outcome}` : type];
  if (!progress) throw new Error(`Order ${orderId} cannot have ${type} with outcome ${outcome}`);
  return progress;
};
