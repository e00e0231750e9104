// The order as OrdersTable keeps it. `orders` alone writes it; orders-api shows it and notification mails from it.
import { type Static, Type } from 'typebox';
import {
  CountryName,
  Currency,
  MinorUnits,
  OrderLine,
  PaymentMethod,
  PaymentToken,
  strictObject,
  text,
} from './fields.ts';

export const CustomerName = text(100, { description: 'Full name', examples: ['John Doe'] });
export const CustomerEmail = Type.String({
  format: 'email',
  maxLength: 254,
  description: 'Where the confirmation mail goes',
});

export const ShippingAddress = strictObject({
  street: text(120, { description: 'Street and number', examples: ['123 Main St'] }),
  city: text(80, { description: 'City', examples: ['Anytown'] }),
  postalCode: text(20, { description: 'Postal code', examples: ['12345'] }),
  country: CountryName,
});
export type ShippingAddress = Static<typeof ShippingAddress>;

/** A line as the customer reads it; the name is the catalogue's. */
export const NamedLine = Type.Object({ ...OrderLine.properties, productName: Type.String() });
export type NamedLine = Static<typeof NamedLine>;

/** What was ordered, by whom, to where: fixed at acceptance. `fingerprint` tells a repeated request from another one. */
export const OrderDetails = Type.Object({
  customerName: CustomerName,
  customerEmail: CustomerEmail,
  lines: Type.Array(NamedLine, { minItems: 1, maxItems: 50 }),
  total: MinorUnits,
  currency: Currency,
  shippingAddress: ShippingAddress,
  paymentMethod: PaymentMethod,
  paymentToken: PaymentToken,
  fingerprint: Type.String(),
});
export type OrderDetails = Static<typeof OrderDetails>;

export const openStatuses = [
  'RECEIVED',
  'PAYMENT_AUTHORIZED',
  'STOCK_RESERVED',
  'SHIPPED',
  'RELEASING_PAYMENT',
] as const;
export const finalStatuses = ['COMPLETED', 'PAYMENT_DECLINED', 'OUT_OF_STOCK'] as const;
export const orderStatuses = [...openStatuses, ...finalStatuses] as const;
export type OrderStatus = (typeof orderStatuses)[number];
export const isFinal = (status: OrderStatus): boolean =>
  (finalStatuses as readonly OrderStatus[]).includes(status);

/** One thing that happened to the order, in the order in which `orders` learned of it. `at` is the event's own time. */
export type TimelineEntry = {
  type: string;
  outcome?: string;
  at: string;
  status: OrderStatus;
  detail?: Record<string, unknown>;
};

/** The item in OrdersTable. `createdKey` is `createdAt#orderId`: unique, sorts by time, serves as a cursor. */
export type OrderRecord = {
  orderId: string;
  createdAt: string;
  createdKey: string;
  customerKey: string;
  statusPartition: string;
  details: OrderDetails;
  status: OrderStatus;
  version: number;
  timeline: TimelineEntry[];
  events: Record<string, unknown>;
};

/** What NotificationsTable keeps of each order: one entry a kind of mail. */
export type MailRecord = {
  orderId: string;
  mails: Record<string, { state: 'SENDING' | 'SENT'; subject: string; at: string; leaseUntil: number }>;
};
