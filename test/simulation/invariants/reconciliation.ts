// `npm run ops -- reconcile` finds nothing to complain of: it and the invariants here judge each other.
import type { LedgerEntry } from '#contracts/ledger-entry.ts';
import type { MailDispatch } from '#contracts/mail-dispatch.ts';
import type { MailRecord } from '#contracts/mail-record.ts';
import type { Payment } from '#contracts/payment-record.ts';
import type { Shipment } from '#contracts/shipment-record.ts';
import { newBooks } from '#operations/reconcile/books.ts';
import type { Exception } from '#operations/reconcile/exceptions.ts';
import { findExceptions } from '#operations/reconcile/find-exceptions.ts';
import {
  enterInventory,
  enterLedger,
  enterOrder,
  enterPayment,
  enterShipment,
  type InventoryItem,
} from '#operations/reconcile/keep-books.ts';
import { enterMail } from '#operations/reconcile/keep-mails.ts';
import { short } from '../trace.ts';
import type { Invariant, World } from './world.ts';

const booksOf = ({ aws: { tables }, orders }: World) => {
  const books = newBooks();
  for (const { order } of orders) enterOrder(books, order);
  for (const item of tables.items('PaymentsTable')) enterPayment(books, item as unknown as Payment);
  for (const item of tables.items('ShipmentsTable')) enterShipment(books, item as unknown as Shipment);
  for (const item of tables.items('InventoryTable')) enterInventory(books, item as InventoryItem);
  for (const item of tables.items('SimulatedGatewayTable')) enterLedger(books, item as Partial<LedgerEntry>);
  for (const item of tables.items('NotificationsTable')) enterMail(books, item as MailRecord | MailDispatch);
  return books;
};

export const exceptionsOf = (world: World): Exception[] =>
  findExceptions(booksOf(world), { now: world.now, graceMs: 0, stalledAfterMs: 300_000 }).exceptions;

export const reconciliationAgrees: Invariant = {
  promise: 'the books balance: reconciliation finds no exception',
  violations: (world) =>
    exceptionsOf(world).map(({ kind, what, orderId }) => short(`${kind}: ${what} (${orderId})`)),
};
