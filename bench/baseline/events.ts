// What travels between the textbook's services: JSON, the same types and outcomes as Waybill's. An event carries what the
// next service needs, so that nobody has to read it elsewhere.
import { randomUUID } from 'node:crypto';

/** Money in minor units. */
type Line = { productId: string; quantity: number; unitPrice: number };
export type NamedLine = Line & { productName: string };
type Money = { amount: number; currency: string };
type Consignment = Money & { lines: Line[]; country: string };
export type Shipment = { carrier: string; trackingNumber: string };

export type OrderDetails = {
  customerName: string;
  customerEmail: string;
  lines: NamedLine[];
  total: number;
  currency: string;
  shippingAddress: { street: string; city: string; postalCode: string; country: string };
  paymentMethod: string;
  paymentToken: string;
};

type EventData = {
  PlaceOrder: OrderDetails;
  OrderCreated: Consignment & { paymentMethod: string; paymentToken: string };
  PaymentProcessed: Consignment;
  InventoryUpdated: Consignment & { missing?: string[] };
  ShipmentPrepared: Shipment & Money;
  PaymentCaptured: Shipment & Money;
  PaymentReleased: Money;
  OrderCompleted: Record<string, never>;
};

type Outcomes = {
  PaymentProcessed: 'authorized' | 'declined';
  InventoryUpdated: 'reserved' | 'out_of_stock';
  PaymentReleased: 'voided';
  OrderCompleted: Ending;
};
export type Ending = 'fulfilled' | 'payment_declined' | 'out_of_stock';

export type EventType = keyof EventData;

/** `at` is ISO 8601, UTC. */
export type Event<Type extends EventType = EventType> = {
  [T in Type]: {
    id: string;
    type: T;
    orderId: string;
    outcome?: T extends keyof Outcomes ? Outcomes[T] : never;
    at: string;
    data: EventData[T];
  };
}[Type];

export const newEvent = <Type extends EventType>(event: Omit<Event<Type>, 'id' | 'at'>): Event<Type> =>
  ({ id: randomUUID(), at: new Date().toISOString(), ...event }) as Event<Type>;

export const consignmentOf = ({ lines, country, amount, currency }: Consignment): Consignment => ({
  lines,
  country,
  amount,
  currency,
});
