// The order as OrdersTable keeps it. `orders` alone writes it; orders-api shows it and notification mails from it.
import { type Static, Type } from 'typebox';
import type { Emission } from './events.ts';
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
  'CANCELLING',
  'RETURNING',
] as const;
export const finalStatuses = [
  'COMPLETED',
  'PAYMENT_DECLINED',
  'OUT_OF_STOCK',
  'CANCELLED',
  'REFUNDED',
] as const;
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

export type OrderEvent = Emission<'OrderCreated' | 'OrderCancelled' | 'OrderReturned' | 'OrderCompleted'>;

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
  /** What was emitted with a write of this item, and by which message, to be emitted again should that come again. */
  emitted: { by: string; event: OrderEvent }[];
};

const partitions = 4;

/**
 * The partition of the index byStatus. Orders that are not final share `OPEN`, so that an order costs the index three
 * writes and not two for each status; a few partitions each spread the load, since one alone would be hot.
 */
export const statusPartitionOf = (orderId: string, status: OrderStatus): string =>
  `${isFinal(status) ? status : 'OPEN'}#${Number.parseInt(orderId.slice(-2), 16) % partitions}`;

/** All partitions in which orders of a status can be; of any status, without one. */
export const statusPartitions = (status?: OrderStatus): string[] => {
  const groups = status ? [isFinal(status) ? status : 'OPEN'] : ['OPEN', ...finalStatuses];
  return groups.flatMap((group) => Array.from({ length: partitions }, (_, index) => `${group}#${index}`));
};

/** The mails that an order can cause, at most one of each kind: OrderCompleted's outcomes. */
export const mailKinds = ['fulfilled', 'payment_declined', 'out_of_stock', 'cancelled', 'refunded'] as const;
export type MailKind = (typeof mailKinds)[number];

/** Somebody is sending the mail: until `leaseUntil`, in milliseconds since the epoch, nobody else may. */
export type MailClaim = { state: 'SENDING'; claimId: string; leaseUntil: number };

/** The mail went out at `at`; `messageId` is what SES calls it. */
export type SentMail = { state: 'SENT'; subject: string; at: string; messageId: string };

/** The item in NotificationsTable: an attribute of its own for each kind, so that a claim is one write, the first one too. */
export type MailRecord = { orderId: string } & { [K in MailKind]?: MailClaim | SentMail };
