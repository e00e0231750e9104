// Orders in every legal state, as the tables and the ledger keep them: for tests to find right, or to spoil.
import type { LedgerEntry } from '#contracts/ledger-entry.ts';
import type { MailRecord } from '#contracts/mail-record.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Ending, OrderStatus } from '#contracts/order-status.ts';
import type { Payment, PaymentState } from '#contracts/payment-record.ts';
import type { Reservation, ReservationState } from '#contracts/reservation-record.ts';
import type { Shipment } from '#contracts/shipment-record.ts';
import { statusPartitionAfter } from '#contracts/status-index.ts';
import { type Hold, productKey, type StockRecord } from '#contracts/stock-record.ts';
import { type Books, newBooks } from '../books.ts';
import { enterInventory, enterLedger, enterOrder, enterPayment, enterShipment } from '../keep-books.ts';
import { enterMail } from '../keep-mails.ts';

export const orderId = '0198a3f2-7c11-7abc-8def-0123456789ab';
export const at = '2026-01-02T03:04:05.000Z';
const expiresAt = '2026-01-05T03:04:05.000Z';

/** An hour after everything happened. */
export const anHourLater = Date.parse(at) + 3_600_000;

export type Items = {
  order?: OrderRecord;
  payment?: Payment;
  reservation?: Reservation;
  /** By product, what it holds for the order. */
  holds?: Record<string, Hold>;
  shipment?: Shipment;
  ledger: LedgerEntry[];
  mail?: MailRecord;
};

const lines = [
  { productId: 'p1', quantity: 2, unitPrice: 500 },
  { productId: 'p2', quantity: 1, unitPrice: 250 },
];
const reservedLines = lines.map((line) => ({ ...line, hold: 'attempt' }));
const total = 1250;
const consignment = { lines, country: 'USA', amount: total, currency: 'USD', expiresAt };

const split = (name: string) => {
  const [type = '', outcome] = name.split(':');
  return { type, ...(outcome && { outcome }) };
};

type Story = {
  status: OrderStatus;
  /** What the order was told, besides that it was created. */
  told?: string[];
  payment?: [PaymentState, ...events: string[]];
  reservation?: [ReservationState, event: string];
  shipment?: Shipment['state'];
  ledger?: string[];
  mails?: Ending[];
  returned?: 'restock' | 'write_off';
};

export const itemsOf = (story: Story): Items => ({
  order: orderOf(story),
  ledger: (story.ledger ?? []).map(entryOf),
  ...(story.payment && { payment: paymentOf(...story.payment) }),
  ...(story.reservation && { reservation: reservationOf(...story.reservation) }),
  ...(story.shipment && { shipment: shipmentOf(story.shipment) }),
  ...(story.mails && { mail: mailOf(story.mails) }),
});

const orderOf = ({ status, told = [], returned }: Story): OrderRecord => {
  const statusPartition = statusPartitionAfter({ orderId, status: 'RECEIVED' }, status);
  return {
    orderId,
    createdAt: at,
    createdKey: `${at}#${orderId}`,
    customerKey: 'customer',
    ...(statusPartition && { statusPartition }),
    details: {
      customerName: 'John Doe',
      customerEmail: 'john.doe@example.com',
      lines: lines.map((line) => ({ ...line, productName: line.productId })),
      total,
      currency: 'USD',
      shippingAddress: { street: '123 Main St', city: 'Anytown', postalCode: '12345', country: 'USA' },
      paymentMethod: 'CARD',
      paymentToken: 'tok_approved',
      fingerprint: 'fingerprint',
    },
    expiresAt,
    status,
    version: 1,
    timeline: ['OrderCreated', ...told].map((name) => ({ ...split(name), at, status })),
    emitted: returned ? [{ by: 'ReturnOrder', type: 'OrderReturned', outcome: returned, at }] : [],
  };
};

const paymentOf = (state: PaymentState, ...events: string[]): Payment => ({
  orderId,
  state,
  amount: total,
  currency: 'USD',
  createdAt: at,
  events: Object.fromEntries(
    events.map((name) => [split(name).type, { ...split(name), at }]),
  ) as Payment['events'],
});

const reservationOf = (state: ReservationState, event: string): Reservation => ({
  id: `reservation#${orderId}`,
  orderId,
  state,
  lines: state === 'RESERVED' || state === 'RETURNED' ? reservedLines : lines,
  at,
  expiresAt,
  event: split(`InventoryUpdated:${event}`) as Reservation['event'],
});

export const shipmentOf = (state: Shipment['state']): Shipment => {
  if (state === 'CANCELLED')
    return {
      orderId,
      state,
      at,
      event: { type: 'ShipmentCancelled', subject: orderId, at, data: consignment },
    };
  const parcel = { carrier: 'Waybill Ground', trackingNumber: 'WB000000000001' };
  const event = { type: 'ShipmentPrepared', subject: orderId, at, data: parcel } as const;
  return { orderId, state, ...parcel, country: 'USA', lines, at, event };
};

const mailOf = (kinds: Ending[]): MailRecord => ({
  orderId,
  ...Object.fromEntries(
    kinds.map((kind) => [kind, { state: 'SENT', subject: 'Your order', at, messageId: 'm' }]),
  ),
});

/** 'authorize', 'declined', 'capture', 'void' or 'refund'. */
export const entryOf = (what: string): LedgerEntry => {
  const operation = what === 'declined' ? 'authorize' : (what as LedgerEntry['operation']);
  const key = operation === 'capture' || operation === 'void' ? 'settle' : operation;
  const approved = operation === 'authorize' ? { approved: what !== 'declined' } : {};
  return { id: `${key}:${orderId}`, orderId, operation, amount: total, at, ...approved };
};

export const booksOf = ({ order, payment, reservation, holds, shipment, ledger, mail }: Items): Books => {
  const books = newBooks();
  for (const entry of ledger) enterLedger(books, entry);
  if (mail) enterMail(books, mail);
  if (payment) enterPayment(books, payment);
  if (reservation) enterInventory(books, reservation);
  if (shipment) enterShipment(books, shipment);
  if (order) enterOrder(books, order);
  stockFor(books, reservation, holds);
  return books;
};

/** Ten units of each product came in; what is reserved or held is no longer available. */
const stockFor = (
  books: Books,
  reservation: Reservation | undefined,
  holds: Record<string, Hold> = {},
): void => {
  const isReserved = reservation?.state === 'RESERVED';
  for (const { productId, quantity } of lines)
    enterInventory(books, {
      id: productKey(productId),
      productId,
      name: productId,
      description: '',
      price: 1,
      currency: 'USD',
      catalogue: 'active',
      available: 10 - (isReserved ? quantity : 0) - (holds[productId]?.quantity ?? 0),
      received: 10,
      holds: { ...(holds[productId] && { [orderId]: holds[productId] }) },
    } satisfies StockRecord);
};
