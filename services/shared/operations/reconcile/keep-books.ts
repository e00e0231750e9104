// Pure: enters the items of each table into the books.
import type { OrderLine } from '#contracts/fields.ts';
import type { LedgerEntry } from '#contracts/ledger-entry.ts';
import { worthOf } from '#contracts/money.ts';
import type { ImpersonalOrder } from '#contracts/order-item.ts';
import type { Payment } from '#contracts/payment-record.ts';
import type { Reservation, ReservedLine } from '#contracts/reservation-record.ts';
import type { Shipment } from '#contracts/shipment-record.ts';
import { isStuck } from '#contracts/status-index.ts';
import type { StockRecord } from '#contracts/stock-record.ts';
import { type BookedHold, type Books, dossierOf, holdName, openHolds, productOf } from './books.ts';

type Receipt = { id: string; productId: string; quantity: number };
export type InventoryItem = StockRecord | Reservation | Receipt;

export const enterOrder = (books: Books, order: ImpersonalOrder): void => {
  const { createdAt, expiresAt, status, timeline, resumed, details } = order;
  const toldAt = timeline.reduce(
    (latest, { at }) => (Date.parse(at) > Date.parse(latest) ? at : latest),
    createdAt,
  );
  dossierOf(books, order.orderId).order = {
    status,
    isStuck: isStuck(order),
    total: details.total,
    currency: details.currency,
    lines: describeLines(details.lines),
    events: timeline.map(nameOf),
    returned: returnOf(order),
    movedAt: Math.max(Date.parse(toldAt), resumed ? Date.parse(resumed.at) : 0),
    clock: { createdAt, expiresAt, toldAt, resumed },
  };
};

export const enterPayment = (books: Books, { orderId, state, amount, createdAt, events }: Payment): void => {
  const all = Object.values(events);
  const at = Math.max(Date.parse(createdAt), ...all.map((event) => Date.parse(event.at)));
  dossierOf(books, orderId).payment = { state, amount, events: all.map(nameOf), at };
};

export const enterShipment = (books: Books, shipment: Shipment): void => {
  const { orderId, state, event, at } = shipment;
  const lines = shipment.state === 'PREPARED' ? shipment.lines : [];
  dossierOf(books, orderId).shipment = {
    state,
    lines: describeLines(lines),
    value: worthOf(lines),
    event: nameOf(event),
    at: Date.parse(at),
  };
};

/** A line of the gateway's table that is no entry of its ledger, such as a counter, is passed over. */
export const enterLedger = (books: Books, entry: Partial<LedgerEntry>): void => {
  const { orderId, operation, amount, approved, at } = entry;
  if (orderId === undefined || operation === undefined) return;
  const line = { operation, amount: Number(amount), isApproved: approved === true, at: Date.parse(at ?? '') };
  dossierOf(books, orderId).ledger.push(line);
};

export const enterInventory = (books: Books, item: InventoryItem): void => {
  if ('lines' in item) enterReservation(books, item);
  else if ('catalogue' in item) {
    enterProduct(books, item);
  } else productOf(books, item.productId).receipts += item.quantity;
};

const enterProduct = (books: Books, { productId, available, received, holds = {} }: StockRecord): void => {
  Object.assign(productOf(books, productId), { isListed: true, available, received });
  for (const [orderId, { by, quantity }] of Object.entries(holds)) {
    const dossier = dossierOf(books, orderId);
    const hold = { productId, name: holdName(productId, by), quantity };
    dossier.holds = [...(dossier.holds ?? []), hold];
    if (openHolds(dossier).includes(hold)) countHeld(books, [hold], 1);
  }
};

const countHeld = (books: Books, holds: readonly BookedHold[], sign: 1 | -1): void => {
  for (const { productId, quantity } of holds) productOf(books, productId).held += sign * quantity;
};

const enterReservation = (books: Books, { orderId, state, lines, event, at }: Reservation): void => {
  const dossier = dossierOf(books, orderId);
  countHeld(books, openHolds(dossier), -1);
  dossier.reservation = {
    state,
    lines: describeLines(lines),
    holds: holdsOf(lines),
    event: nameOf(event),
    at: Date.parse(at),
  };
  countHeld(books, openHolds(dossier), 1);
  if (state !== 'RESERVED') return;
  for (const { productId, quantity } of lines) productOf(books, productId).reserved += quantity;
};

const holdsOf = (lines: readonly ReservedLine[]): string =>
  lines.flatMap(({ productId, hold }) => (hold === undefined ? [] : holdName(productId, hold))).join(' ');

/** The same lines give the same text, in whatever order they stand. */
const describeLines = (lines: readonly OrderLine[]): string =>
  lines
    .map(({ productId, quantity }) => `${quantity} × ${productId}`)
    .sort()
    .join(', ');

/** One string for each name, however many orders have it. */
const names = new Map<string, string>();

const nameOf = ({ type, outcome }: { type: string; outcome?: string | undefined }): string => {
  const name = outcome ? `${type}:${outcome}` : type;
  const known = names.get(name);
  if (known === undefined) names.set(name, name);
  return known ?? name;
};

const returnOf = ({ emitted }: ImpersonalOrder): 'restock' | 'write_off' | undefined => {
  const returned = emitted.find(({ type }) => type === 'OrderReturned');
  return returned?.outcome as 'restock' | 'write_off' | undefined;
};
