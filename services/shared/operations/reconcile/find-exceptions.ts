// Pure: proves that the books balance, or lists every exception. Money and goods of each order, units of each product.
import { dueFor } from '#contracts/order-deadlines.ts';
import { isFinal } from '#contracts/order-status.ts';
import { type BookedOrder, type Books, type Dossier, type KnownDossier, openHolds } from './books.ts';
import { type Exception, type Report, reportTo } from './exceptions.ts';
import { checkMails, checkMailsAtRest } from './mail-rules.ts';
import { type Account, accountOf, checkMoney, checkMoneyAtRest } from './money-rules.ts';
import { checkLines, checkOrderAtRest } from './order-rules.ts';
import { checkStock } from './stock-rules.ts';
import { addToTotals, countStock, newTotals, type Totals } from './totals.ts';

/**
 * Milliseconds; `now` since the epoch. An order that moved less than `graceMs` ago, or that is open and not overdue, may
 * be in between: of it, only what can never be is an exception. It is overdue once its deadline was `slackMs` ago (0): the
 * sweeper must have had the time to find it.
 */
export type Times = { now: number; graceMs: number; stalledAfterMs: number; slackMs?: number };

export type Findings = { exceptions: Exception[]; totals: Totals };

export const findExceptions = (books: Books, times: Times): Findings => {
  const exceptions: Exception[] = [];
  const totals = newTotals();
  for (const dossier of books.dossiers.values()) {
    const report = reportTo(exceptions, { orderId: dossier.orderId });
    const account = accountOf(dossier.ledger);
    if (isKnown(dossier)) {
      const standing = standingOf(dossier, times);
      addToTotals(totals, dossier, account, standing === 'moving');
      checkOrder(dossier, account, standing, report);
    } else checkUnknown(dossier, times, report);
  }
  for (const product of books.products.values()) {
    const before = exceptions.length;
    checkStock(product, reportTo(exceptions, { productId: product.productId }));
    countStock(totals, product, exceptions.length === before);
  }
  return { exceptions, totals };
};

const isKnown = (dossier: Dossier): dossier is KnownDossier => dossier.order !== undefined;

type Standing = 'moving' | 'overdue' | 'stuck' | 'final';

/** While an order is open, its owners know sooner than `orders` that something has happened to it. */
const standingOf = (
  { order, payment, reservation, shipment }: KnownDossier,
  { now, graceMs, stalledAfterMs, slackMs = 0 }: Times,
): Standing => {
  const doneAt = Math.max(0, ...[payment, reservation, shipment].map((record) => record?.at ?? 0));
  if (order.isStuck) return 'stuck';
  if (now - Math.max(order.movedAt, doneAt) < graceMs) return 'moving';
  if (isFinal(order.status)) return 'final';
  return dueFor(deadlineOf(order, doneAt), now - slackMs, stalledAfterMs) ? 'overdue' : 'moving';
};

/** Of the order's timeline, its deadline depends on the latest entry alone. */
const deadlineOf = ({ status, clock }: BookedOrder, doneAt: number) => {
  const { createdAt, expiresAt, toldAt, resumed } = clock;
  const at = new Date(Math.max(Date.parse(toldAt), doneAt)).toISOString();
  const timeline = [{ type: '', at, status }];
  return { status, createdAt, expiresAt, timeline, ...(resumed && { resumed }) };
};

const checkOrder = (dossier: KnownDossier, account: Account, standing: Standing, report: Report): void => {
  const { status } = dossier.order;
  checkMoney(dossier, account, report);
  checkLines(dossier, report);
  checkMails(dossier, report);
  if (standing === 'moving') return;
  if (standing === 'overdue')
    report('order-overdue', 'The order should have moved on by now', 'further than its status', status);
  if (standing === 'stuck')
    report('order-stuck', 'The order is stuck: resuming did not help', 'further than its status', status);
  checkMoneyAtRest(dossier, account, report);
  checkOrderAtRest(dossier, report);
  checkMailsAtRest(dossier, report);
};

const checkUnknown = (dossier: Dossier, { now, graceMs }: Times, report: Report): void => {
  const { payment, reservation, shipment, ledger, mailed, mailedAt } = dossier;
  const records = [
    ...ledger.map(({ operation, at }) => ({ name: `ledger: ${operation}`, at })),
    ...(payment ? [{ name: `payment: ${payment.state}`, at: payment.at }] : []),
    ...(reservation ? [{ name: `reservation: ${reservation.state}`, at: reservation.at }] : []),
    ...(shipment ? [{ name: `shipment: ${shipment.state}`, at: shipment.at }] : []),
    // Orders are read last: a hold of none is of none.
    ...openHolds(dossier).map(({ productId }) => ({ name: `hold of ${productId}`, at: 0 })),
    ...mailed.map((kind) => ({ name: `mail: ${kind}`, at: mailedAt })),
  ];
  const old = records.filter(({ at }) => !(now - at < graceMs)).map(({ name }) => name);
  if (old.length > 0)
    report('unknown-order', 'Nobody knows the order that this is of', 'nothing', old.join(', '));
};
