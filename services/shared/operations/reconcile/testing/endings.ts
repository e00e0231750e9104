// Every way in which an order can rest, legally: what each table and the ledger say of it then.
import { type Items, itemsOf } from './legal-orders.ts';

const paid = 'PaymentProcessed:authorized';
const reserved = 'InventoryUpdated:reserved';
const released = 'InventoryUpdated:released';
const shippedEvents = [paid, reserved, 'ShipmentPrepared'];
const completedEvents = [...shippedEvents, 'PaymentCaptured', 'OrderCompleted:fulfilled'];

export const completed = (): Items =>
  itemsOf({
    status: 'COMPLETED',
    told: completedEvents,
    payment: ['CAPTURED', paid, 'PaymentCaptured'],
    reservation: ['RESERVED', 'reserved'],
    shipment: 'PREPARED',
    ledger: ['authorize', 'capture'],
    mails: ['fulfilled'],
  });

export const declined = (): Items =>
  itemsOf({
    status: 'PAYMENT_DECLINED',
    told: ['PaymentProcessed:declined', 'OrderCompleted:payment_declined'],
    payment: ['DECLINED', 'PaymentProcessed:declined'],
    ledger: ['declined'],
    mails: ['payment_declined'],
  });

export const outOfStock = (): Items =>
  itemsOf({
    status: 'OUT_OF_STOCK',
    told: [paid, 'InventoryUpdated:out_of_stock', 'PaymentReleased:voided', 'OrderCompleted:out_of_stock'],
    payment: ['VOIDED', paid, 'PaymentReleased:voided'],
    reservation: ['OUT_OF_STOCK', 'out_of_stock'],
    ledger: ['authorize', 'void'],
    mails: ['out_of_stock'],
  });

export const cancelled = (): Items =>
  itemsOf({
    status: 'CANCELLED',
    told: [
      paid,
      reserved,
      'OrderCancelled',
      'ShipmentCancelled',
      released,
      'PaymentReleased:voided',
      'OrderCompleted:cancelled',
    ],
    payment: ['VOIDED', paid, 'PaymentReleased:voided'],
    reservation: ['RELEASED', 'released'],
    shipment: 'CANCELLED',
    ledger: ['authorize', 'void'],
    mails: ['cancelled'],
  });

const cancelledEarly = (...ledger: string[]): Items =>
  itemsOf({
    status: 'CANCELLED',
    told: [
      'OrderCancelled',
      'ShipmentCancelled',
      released,
      'PaymentReleased:not_charged',
      'OrderCompleted:cancelled',
    ],
    payment: ['CANCELLED', 'PaymentReleased:not_charged'],
    reservation: ['RELEASED', 'released'],
    shipment: 'CANCELLED',
    ledger,
    mails: ['cancelled'],
  });

export const refunded = (returned: 'restock' | 'write_off'): Items => {
  const restocked = returned === 'restock' ? ['InventoryUpdated:returned'] : [];
  return itemsOf({
    status: 'REFUNDED',
    told: [
      ...completedEvents,
      'OrderReturned',
      'PaymentReleased:refunded',
      'OrderCompleted:refunded',
      ...restocked,
    ],
    payment: ['REFUNDED', paid, 'PaymentCaptured', 'PaymentReleased:refunded'],
    reservation: returned === 'restock' ? ['RETURNED', 'returned'] : ['RESERVED', 'reserved'],
    shipment: 'PREPARED',
    ledger: ['authorize', 'capture', 'refund'],
    mails: ['fulfilled', 'refunded'],
    returned,
  });
};

/** Shipped, and the payment not captured yet. */
export const shipped = (): Items =>
  itemsOf({
    status: 'SHIPPED',
    told: shippedEvents,
    payment: ['AUTHORIZED', paid],
    reservation: ['RESERVED', 'reserved'],
    shipment: 'PREPARED',
    ledger: ['authorize'],
  });

export const received = (): Items => itemsOf({ status: 'RECEIVED' });

const tooLate = (): Items => {
  const items = completed();
  items.order?.timeline.splice(2, 0, {
    type: 'OrderCancelled',
    at: items.order.createdAt,
    status: 'COMPLETED',
  });
  return items;
};

const declinedAndCancelled = (): Items =>
  itemsOf({
    status: 'PAYMENT_DECLINED',
    told: [
      'OrderCancelled',
      'PaymentProcessed:declined',
      'OrderCompleted:payment_declined',
      'ShipmentCancelled',
      released,
    ],
    payment: ['DECLINED', 'PaymentProcessed:declined'],
    reservation: ['RELEASED', 'released'],
    shipment: 'CANCELLED',
    ledger: ['declined'],
    mails: ['payment_declined'],
  });

const outOfStockAndCancelled = (): Items => {
  const { shipment } = cancelled();
  const items = outOfStock();
  items.order?.timeline.push({
    type: 'ShipmentCancelled',
    at: items.order.createdAt,
    status: 'OUT_OF_STOCK',
  });
  return { ...items, ...(shipment && { shipment }) };
};

export const legalEndings: Record<string, () => Items> = {
  completed,
  'completed, cancelled too late': tooLate,
  declined,
  'declined, and cancelled': declinedAndCancelled,
  'out of stock': outOfStock,
  'out of stock, and cancelled': outOfStockAndCancelled,
  cancelled,
  'cancelled before the gateway was asked': () => cancelledEarly(),
  'cancelled, then voided': () => cancelledEarly('void'),
  'cancelled while it was authorized': () => cancelledEarly('authorize', 'void'),
  'cancelled while it was declined': () => cancelledEarly('declined', 'void'),
  'returned and restocked': () => refunded('restock'),
  'returned and written off': () => refunded('write_off'),
};
