// For tests: an order as OrdersTable keeps it.
import type { OrderDetails } from '#contracts/order-details.ts';
import type { OrderRecord, TimelineEntry } from '#contracts/order-record.ts';
import type { Ending } from '#contracts/order-status.ts';
import { timeUuid } from '#platform/ids.ts';

const at = '2025-11-20T09:25:00.000Z';

const details: OrderDetails = {
  customerName: 'John Doe',
  customerEmail: 'john.doe@example.com',
  lines: [
    { productId: 'p123', productName: 'Enamel Mug', quantity: 2, unitPrice: 1499 },
    { productId: 'p456', productName: 'Teapot', quantity: 1, unitPrice: 4950 },
  ],
  total: 7948,
  currency: 'USD',
  shippingAddress: { street: '123 Main St', city: 'Anytown', postalCode: '12345', country: 'USA' },
  paymentMethod: 'CARD',
  paymentToken: 'tok_approved',
  fingerprint: 'f',
};

const shipped: TimelineEntry = {
  type: 'ShipmentPrepared',
  at,
  status: 'SHIPPED',
  detail: { carrier: 'Northwind Parcel', trackingNumber: 'NW1234567890' },
};

export const ranOut = (missing: string[]): TimelineEntry => ({
  type: 'InventoryUpdated',
  outcome: 'out_of_stock',
  at,
  status: 'RELEASING_PAYMENT',
  detail: { missing },
});

export const ended = (outcome: Ending): TimelineEntry => ({
  type: 'OrderCompleted',
  outcome,
  at,
  status: 'COMPLETED',
});

/** A new order each time, fulfilled unless `timeline` says otherwise; `changes` replaces some of its details. */
export const someOrder = (
  changes: Partial<OrderDetails> = {},
  timeline: TimelineEntry[] = [shipped, ended('fulfilled')],
): OrderRecord => {
  const orderId = timeUuid(Date.parse(at));
  return {
    orderId,
    createdAt: at,
    createdKey: `${at}#${orderId}`,
    customerKey: 'c',
    statusPartition: 'COMPLETED#0',
    expiresAt: '2025-11-23T09:25:00.000Z',
    details: { ...details, ...changes },
    status: 'COMPLETED',
    version: 1,
    timeline,
    emitted: [],
  };
};
