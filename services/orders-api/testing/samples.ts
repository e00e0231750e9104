// Orders as customers send them and as OrdersTable keeps them, for tests.
import type { MailRecord } from '#contracts/mail-record.ts';
import type { OrderDetails } from '#contracts/order-details.ts';
import type { OrderRecord, TimelineEntry } from '#contracts/order-record.ts';
import type { OrderStatus } from '#contracts/order-status.ts';
import { statusPartitionAfter } from '#contracts/status-index.ts';
import { customerKeyOf, timeUuid } from '#platform/ids.ts';

export const body = () => ({
  customerName: 'John Doe',
  customerEmail: 'john.doe@example.com',
  items: [{ productId: 'p123', productName: 'Product Name', quantity: 1, price: 99.99 }],
  shippingAddress: { street: '123 Main St', city: 'Anytown', postalCode: '12345', country: 'USA' },
  paymentMethod: 'CARD',
});

export const at = (second: number): string => new Date(Date.UTC(2026, 0, 31, 12, 0, second)).toISOString();

export const entry = (
  type: string,
  status: OrderStatus,
  second: number,
  more: Partial<TimelineEntry> = {},
): TimelineEntry => ({ type, status, at: at(second), ...more });

/** The first entries of an order that goes well. */
export const goodTimeline: readonly TimelineEntry[] = [
  entry('OrderCreated', 'RECEIVED', 0),
  entry('PaymentProcessed', 'PAYMENT_AUTHORIZED', 1, { outcome: 'authorized' }),
  entry('InventoryUpdated', 'STOCK_RESERVED', 2, { outcome: 'reserved' }),
  entry('ShipmentPrepared', 'SHIPPED', 3, { detail: { carrier: 'UPS', trackingNumber: 'WB1' } }),
  entry('PaymentCaptured', 'COMPLETED', 4),
  entry('OrderCompleted', 'COMPLETED', 5, { outcome: 'fulfilled' }),
];

type OrderOptions = {
  orderId?: string;
  customerEmail?: string;
  second?: number;
  timeline?: readonly TimelineEntry[];
};

export const storedOrder = (options: OrderOptions = {}): OrderRecord => {
  const { second = 0, timeline = goodTimeline.slice(0, 1), customerEmail = 'john.doe@example.com' } = options;
  const createdAt = at(second);
  const orderId = options.orderId ?? timeUuid(Date.parse(createdAt));
  const status = timeline.at(-1)?.status ?? 'RECEIVED';
  const statusPartition = statusPartitionAfter({ orderId, status: 'RECEIVED' }, status);
  return {
    orderId,
    createdAt,
    createdKey: `${createdAt}#${orderId}`,
    customerKey: customerKeyOf(customerEmail),
    ...(statusPartition && { statusPartition }),
    details: details(customerEmail),
    expiresAt: at(3_600),
    status,
    version: timeline.length,
    timeline: [...timeline],
    emitted: [],
  };
};

const details = (customerEmail: string): OrderDetails => ({
  customerName: 'John Doe',
  customerEmail,
  lines: [{ productId: 'p123', productName: 'Fieldnote Daypack', quantity: 2, unitPrice: 9_999 }],
  total: 19_998,
  currency: 'USD',
  shippingAddress: { street: '123 Main St', city: 'Anytown', postalCode: '12345', country: 'USA' },
  paymentMethod: 'CARD',
  paymentToken: 'tok_approved',
  fingerprint: 'f',
});

export const sentMail = (orderId: string, second = 6): MailRecord => ({
  orderId,
  fulfilled: { state: 'SENT', subject: 'Your order is confirmed', at: at(second), messageId: 'm1' },
});
