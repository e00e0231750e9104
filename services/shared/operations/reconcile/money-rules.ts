// Pure: what must hold of an order's money. The ledger of the payment provider is the judge of what was charged.
import { isFinal } from '#contracts/order-status.ts';
import type { PaymentState } from '#contracts/payment-record.ts';
import type { BookedEntry, KnownDossier } from './books.ts';
import type { Report } from './exceptions.ts';

export type Account = {
  authorizations: number;
  approvals: number;
  captures: number;
  voids: number;
  refunds: number;
  /** Minor units. */
  captured: number;
  refunded: number;
};

export const accountOf = (ledger: readonly BookedEntry[]): Account => {
  const account = {
    authorizations: 0,
    approvals: 0,
    captures: 0,
    voids: 0,
    refunds: 0,
    captured: 0,
    refunded: 0,
  };
  for (const { operation, amount, isApproved } of ledger) {
    if (operation === 'authorize') account.authorizations += 1;
    if (operation === 'authorize' && isApproved) account.approvals += 1;
    if (operation === 'void') account.voids += 1;
    if (operation === 'capture') {
      account.captures += 1;
      account.captured += amount;
    }
    if (operation === 'refund') {
      account.refunds += 1;
      account.refunded += amount;
    }
  }
  return account;
};

/** What can never be, however far the order has come. */
export const checkMoney = (dossier: KnownDossier, account: Account, report: Report): void => {
  const { order, shipment } = dossier;
  const { captures, voids, captured, refunded } = account;
  if (captures > 0 && voids > 0)
    report('captured-and-voided', 'The payment was captured and voided', 'one of them', 'both');
  checkRepetitions(account, report);
  if (captures > 0 && account.approvals === 0)
    report('captured-unapproved', 'The payment was captured without an authorization', 'approved', 'none');
  if (captures > 0 && shipment?.state !== 'PREPARED')
    report(
      'captured-unshipped',
      'The payment was captured, but no parcel prepared',
      'PREPARED',
      shipment?.state ?? 'none',
    );
  if (refunded > captured)
    report('refund-exceeds-capture', 'More was refunded than captured', captured, refunded);
  if (refunded > 0 && !order.events.includes('OrderReturned'))
    report('refund-unasked', 'The payment was refunded, but the order never returned', 0, refunded);
  checkAmounts(dossier, report);
};

const checkRepetitions = ({ authorizations, captures, voids, refunds }: Account, report: Report): void => {
  const most = Math.max(authorizations, captures, voids, refunds);
  if (most > 1) report('repeated-operation', 'The ledger has an operation more than once', 1, most);
};

const checkAmounts = ({ order, payment, ledger }: KnownDossier, report: Report): void => {
  for (const { operation, amount } of ledger)
    if (amount !== order.total)
      report('amount-differs', `The ${operation} is not of the order's total`, order.total, amount);
  if (payment && payment.amount !== order.total)
    report('amount-differs', "The payment is not of the order's total", order.total, payment.amount);
};

/** What must be once nothing is under way any more: the order is final, or should be further by now. */
export const checkMoneyAtRest = (dossier: KnownDossier, account: Account, report: Report): void => {
  const { order, payment } = dossier;
  const charged = account.captured - account.refunded;
  const kept = keptValue(dossier);
  if (isFinal(order.status) && charged !== kept)
    report('charge-differs', 'What was charged is not the value of what was shipped and kept', kept, charged);
  else if (isAtItsEnd(order) && account.approvals > 0 && account.captures + account.voids === 0)
    report(
      'authorization-open',
      'An authorization is neither captured nor voided',
      'captured or voided',
      order.status,
    );
  checkPayment(payment?.state, account, report);
};

/** An order that is merely late is reported as that, and still settles its authorization. */
const isAtItsEnd = ({ status, isStuck }: KnownDossier['order']): boolean => isFinal(status) || isStuck;

/** Minor units: what was shipped to the customer and did not come back. */
const keptValue = ({ order, shipment }: KnownDossier): number =>
  order.status === 'COMPLETED' ? (shipment?.value ?? order.total) : 0;

type Operation = 'authorization' | 'decline' | 'capture' | 'void' | 'refund';

/** What the ledger says of a payment in each state; `may` is there or not. */
const ledgers: Record<PaymentState | 'none', { must: readonly Operation[]; may?: readonly Operation[] }> = {
  none: { must: [], may: ['authorization', 'decline'] },
  AUTHORIZED: { must: ['authorization'] },
  DECLINED: { must: ['decline'] },
  CANCELLED: { must: [], may: ['authorization', 'decline', 'void'] },
  VOIDED: { must: ['authorization', 'void'] },
  CAPTURED: { must: ['authorization', 'capture'] },
  REFUNDED: { must: ['authorization', 'capture', 'refund'] },
};

const checkPayment = (state: PaymentState | undefined, account: Account, report: Report): void => {
  const { must, may = [] } = ledgers[state ?? 'none'];
  const found = operationsOf(account);
  const agrees =
    must.every((operation) => found.includes(operation)) &&
    found.every((operation) => must.includes(operation) || may.includes(operation));
  if (agrees) return;
  const expected = [...must, ...may.map((operation) => `perhaps ${operation}`)];
  const what = state
    ? `The payment is ${state}, the ledger is not`
    : 'The ledger has what PaymentsTable has not';
  report('payment-differs', what, expected.join(', ') || 'nothing', found.join(', ') || 'nothing');
};

const operationsOf = ({ authorizations, approvals, captures, voids, refunds }: Account): Operation[] => {
  const found: Operation[] = [];
  if (approvals > 0) found.push('authorization');
  if (authorizations > approvals) found.push('decline');
  if (captures > 0) found.push('capture');
  if (voids > 0) found.push('void');
  if (refunds > 0) found.push('refund');
  return found;
};
