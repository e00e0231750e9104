// What `npm run ops -- reconcile` prints for people: the exceptions, and what the books add up to. Pure.
import { shopCurrency } from '#contracts/fields.ts';
import { formatMoney } from '#contracts/money.ts';
import { orderStatuses } from '#contracts/order-status.ts';
import type { Exception } from '#operations/reconcile/exceptions.ts';
import type { Findings } from '#operations/reconcile/find-exceptions.ts';
import type { Totals } from '#operations/reconcile/totals.ts';
import { counted, printable, table } from './table.ts';

/** `graceMs`: for how long an order may be in between after it last moved. */
export const describeFindings = ({ exceptions, totals }: Findings, graceMs: number): string =>
  [
    describeOrders(totals),
    describeMoney(totals),
    describeStock(totals),
    ...exceptions.map(describeException),
    exceptions.length === 0 ? balance(totals, graceMs) : `${counted(exceptions.length, 'exception')}.\n`,
  ].join('\n');

/** What is in progress can still go wrong: it is no proof. */
const balance = ({ orders, inProgress }: Totals, graceMs: number): string => {
  const judged = orders - inProgress;
  const why = `moved less than ${counted(graceMs / 60_000, 'minute')} ago (--grace), or are open and in time`;
  if (inProgress === 0) return 'The books balance.\n';
  if (judged === 0)
    return `No exceptions, but nothing is proved yet: 0 of ${counted(orders, 'order')} can be judged; all ${why}.\n`;
  return `The books balance, as far as ${judged} of ${counted(orders, 'order')} can be judged; the others ${why}.\n`;
};

const right = (title: string) => ({ title, align: 'right' }) as const;

const describeOrders = ({ orders, byStatus, inProgress }: Totals): string => {
  const statuses = orderStatuses.filter((status) => byStatus[status]);
  const rows = statuses.map((status) => [status, String(byStatus[status])]);
  const sum = `${counted(orders, 'order')}: ${orders - inProgress} judged, ${inProgress} in progress.\n`;
  return rows.length === 0 ? sum : `${table([{ title: 'STATUS' }, right('ORDERS')], rows)}${sum}`;
};

const describeMoney = ({ captured, refunded, shipped }: Totals): string => {
  const money = { Captured: captured, Refunded: refunded, 'Shipped, at what it was sold for': shipped };
  const rows = Object.entries(money).map(([name, amount]) => [name, formatMoney(amount, shopCurrency)]);
  return table([{ title: 'MONEY' }, right('AMOUNT')], rows);
};

const stockColumns = ['RECEIVED', 'AVAILABLE', 'RESERVED', 'HELD', 'UNACCOUNTED'];

const describeStock = ({ stock, balancedProducts }: Totals): string => {
  const rows = stock.map((line) => [
    printable(line.productId),
    ...[line.received, line.available, line.reserved, line.held, line.unaccounted].map(String),
  ]);
  const balanced = `${counted(balancedProducts, 'SKU')} balanced.\n`;
  return rows.length === 0
    ? balanced
    : `${table([{ title: 'SKU' }, ...stockColumns.map(right)], rows)}${balanced}`;
};

const describeException = (exception: Exception): string => {
  const { kind, orderId, productId, what, expected, found, todo } = exception;
  const figure = isMoney(exception) ? moneyOf : String;
  return `${printable(`${kind}: ${orderId ? `order ${orderId}` : `SKU ${productId}`}`)}
  ${printable(`${what}. Expected: ${figure(expected)}. Found: ${figure(found)}.`)}
  To do: ${printable(todo)}
`;
};

const moneyKinds: readonly Exception['kind'][] = [
  'amount-differs',
  'charge-differs',
  'refund-exceeds-capture',
  'refund-unasked',
];

const isMoney = ({ kind }: Exception): boolean => moneyKinds.includes(kind);

const moneyOf = (amount: string | number): string => formatMoney(Number(amount), shopCurrency);
