// The gateway's own ledger is the judge: at most one charge and one refund, no charge without a shipment, no shipment
// without a charge, and nothing that stays authorized.
import type { LedgerEntry } from '#contracts/ledger-entry.ts';
import { short } from '../trace.ts';
import type { Books, Invariant } from './world.ts';

const operations: readonly LedgerEntry['operation'][] = ['authorize', 'capture', 'void', 'refund'];

const has = ({ ledger }: Books, operation: LedgerEntry['operation']): boolean =>
  ledger.some((entry) => entry.operation === operation);

const faultsOf = (books: Books): (string | false)[] => {
  const { order, shipment, ledger } = books;
  const isShipped = shipment?.state === 'PREPARED';
  const isApproved = ledger.some(({ operation, approved }) => operation === 'authorize' && approved);
  return [
    ...operations.map((operation) => {
      const times = ledger.filter((entry) => entry.operation === operation).length;
      return times > 1 && `${operation} was made ${times} times`;
    }),
    ...ledger.map(({ operation, amount }) => amount !== order.details.total && `${operation} of ${amount}`),
    has(books, 'capture') && !isShipped && 'was charged, and not shipped',
    isShipped && !has(books, 'capture') && 'was shipped, and not charged',
    has(books, 'capture') && has(books, 'void') && 'was captured and voided',
    has(books, 'capture') && !isApproved && 'was captured, and never authorized',
    isApproved && !has(books, 'capture') && !has(books, 'void') && 'is still authorized',
    has(books, 'refund') !== (order.status === 'REFUNDED') &&
      `is ${order.status}, refund: ${has(books, 'refund')}`,
  ];
};

export const moneyAgrees: Invariant = {
  promise:
    'at most one charge and one refund; never charged without a shipment, never shipped without a charge',
  violations: ({ orders, ledger }) => {
    const known = new Set(orders.map(({ order }) => order.orderId));
    return [
      ...orders.flatMap((books) =>
        faultsOf(books)
          .filter((fault) => fault !== false)
          .map((fault) => `order ${short(books.order.orderId)}: ${fault}`),
      ),
      ...ledger
        .filter(({ orderId }) => !known.has(orderId))
        .map(({ orderId, operation }) => `${operation} for ${short(orderId)}, which nobody ordered`),
    ];
  },
};
