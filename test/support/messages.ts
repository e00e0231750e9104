// Messages as services receive them, for tests to start from.
import type { Outcome, Received } from '#contracts/events.ts';
import { timeUuid } from '#platform/ids.ts';

const at = '2026-01-02T03:04:05.000Z';

/** Data that travel with an order: two lines. */
const consignment = {
  lines: [
    { productId: 'p1', quantity: 2, unitPrice: 500 },
    { productId: 'p2', quantity: 1, unitPrice: 250 },
  ],
  country: 'USA',
  amount: 1250,
  currency: 'USD',
  expiresAt: '2100-01-01T00:00:00.000Z',
};

export const newOrderId = (): string => timeUuid(Date.now());

/** Accepted long ago, unless it matters when: an order that is late is resumed, or expires. */
export const placeOrder = (orderId = newOrderId(), acceptedAt = at): Received<'PlaceOrder'> => ({
  id: `place-${orderId}`,
  type: 'PlaceOrder',
  subject: orderId,
  at,
  data: {
    acceptedAt,
    order: {
      customerName: 'John Doe',
      customerEmail: 'john.doe@example.com',
      lines: consignment.lines.map((line) => ({ ...line, productName: `Product ${line.productId}` })),
      total: 1250,
      currency: 'USD',
      shippingAddress: { street: '123 Main St', city: 'Anytown', postalCode: '12345', country: 'USA' },
      paymentMethod: 'CARD',
      paymentToken: 'tok_approved',
      fingerprint: 'fingerprint',
    },
  },
});

type PaymentToken = Received<'OrderCreated'>['data']['paymentToken'];

export const orderCreated = (
  orderId = newOrderId(),
  paymentToken: PaymentToken = 'tok_approved',
): Received<'OrderCreated'> => ({
  id: `created-${orderId}`,
  type: 'OrderCreated',
  subject: orderId,
  at,
  data: { ...consignment, paymentMethod: 'CARD', paymentToken },
});

export const paymentProcessed = (
  orderId = newOrderId(),
  outcome: 'authorized' | 'declined' = 'authorized',
): Received<'PaymentProcessed'> => ({
  id: `paid-${orderId}`,
  type: 'PaymentProcessed',
  subject: orderId,
  outcome,
  at,
  data: consignment,
});

export const inventoryUpdated = (
  orderId = newOrderId(),
  outcome: Outcome<'InventoryUpdated'> = 'reserved',
): Received<'InventoryUpdated'> => ({
  id: `stock-${orderId}`,
  type: 'InventoryUpdated',
  subject: orderId,
  outcome,
  at,
  data: { ...consignment, ...(outcome === 'out_of_stock' && { missing: ['p1'] }) },
});

export const resumeOrder = (orderId = newOrderId(), forced = false): Received<'ResumeOrder'> => ({
  id: `resume-${orderId}`,
  type: 'ResumeOrder',
  subject: orderId,
  at,
  data: { forced },
});

export const shipmentPrepared = (orderId = newOrderId()): Received<'ShipmentPrepared'> => ({
  id: `shipped-${orderId}`,
  type: 'ShipmentPrepared',
  subject: orderId,
  at,
  data: { carrier: 'Waybill Ground', trackingNumber: 'WB000000000001' },
});

export const paymentCaptured = (orderId = newOrderId()): Received<'PaymentCaptured'> => ({
  id: `captured-${orderId}`,
  type: 'PaymentCaptured',
  subject: orderId,
  at,
  data: { amount: 1250, currency: 'USD' },
});

export const paymentReleased = (
  orderId = newOrderId(),
  outcome: Outcome<'PaymentReleased'> = 'voided',
): Received<'PaymentReleased'> => ({
  id: `released-${orderId}`,
  type: 'PaymentReleased',
  subject: orderId,
  outcome,
  at,
  data: { amount: 1250, currency: 'USD' },
});

export const cancelOrder = (orderId = newOrderId()): Received<'CancelOrder'> => ({
  id: `cancel-${orderId}`,
  type: 'CancelOrder',
  subject: orderId,
  at,
  data: {},
});

export const returnOrder = (orderId = newOrderId(), restock = true): Received<'ReturnOrder'> => ({
  id: `return-${orderId}`,
  type: 'ReturnOrder',
  subject: orderId,
  at,
  data: { restock },
});

export const orderCancelled = (orderId = newOrderId()): Received<'OrderCancelled'> => ({
  id: `cancelled-${orderId}`,
  type: 'OrderCancelled',
  subject: orderId,
  at,
  data: consignment,
});

export const orderReturned = (
  orderId = newOrderId(),
  outcome: Outcome<'OrderReturned'> = 'restock',
): Received<'OrderReturned'> => ({
  id: `returned-${orderId}`,
  type: 'OrderReturned',
  subject: orderId,
  outcome,
  at,
  data: consignment,
});

export const shipmentCancelled = (orderId = newOrderId()): Received<'ShipmentCancelled'> => ({
  id: `shipment-cancelled-${orderId}`,
  type: 'ShipmentCancelled',
  subject: orderId,
  at,
  data: consignment,
});

export const orderCompleted = (
  orderId = newOrderId(),
  outcome: Outcome<'OrderCompleted'> = 'fulfilled',
): Received<'OrderCompleted'> => ({
  id: `completed-${orderId}`,
  type: 'OrderCompleted',
  subject: orderId,
  outcome,
  at,
  data: {},
});
