// How an order ended, and what every service has stored of it, tell the same story.
import type { OrderStatus } from '#contracts/order-status.ts';
import { short } from '../trace.ts';
import type { Books, Invariant } from './world.ts';

type States = { payment: readonly string[]; reservation: readonly string[]; shipment: readonly string[] };

const none = 'none';

/** By ending, the states in which the others may be. A cancellation can meet an order that ends otherwise. */
const agreed: { [Status in OrderStatus]?: States } = {
  COMPLETED: { payment: ['CAPTURED'], reservation: ['RESERVED'], shipment: ['PREPARED'] },
  REFUNDED: { payment: ['REFUNDED'], reservation: ['RESERVED', 'RETURNED'], shipment: ['PREPARED'] },
  CANCELLED: { payment: ['VOIDED', 'CANCELLED'], reservation: ['RELEASED'], shipment: ['CANCELLED'] },
  OUT_OF_STOCK: { payment: ['VOIDED'], reservation: ['OUT_OF_STOCK'], shipment: [none, 'CANCELLED'] },
  PAYMENT_DECLINED: { payment: ['DECLINED'], reservation: [none, 'RELEASED'], shipment: [none, 'CANCELLED'] },
};

const disagreements = ({ order, payment, reservation, shipment }: Books): string[] => {
  const expected = agreed[order.status];
  const found = {
    payment: payment?.state ?? none,
    reservation: reservation?.state ?? none,
    shipment: shipment?.state ?? none,
  };
  const parts = Object.keys(found) as (keyof States)[];
  const wrong = parts.filter((part) => expected && !expected[part].includes(found[part]));
  const restock = order.emitted.find(({ type }) => type === 'OrderReturned')?.outcome === 'restock';
  const isWrongWay = order.status === 'REFUNDED' && restock !== (found.reservation === 'RETURNED');
  return [
    ...wrong.map((part) => `is ${order.status}, its ${part} ${found[part]}`),
    ...(isWrongWay ? [`was returned (restock: ${restock}), its reservation is ${found.reservation}`] : []),
  ];
};

export const everybodyAgrees: Invariant = {
  promise: 'payment, stock and shipment agree with how the order ended',
  violations: ({ orders }) =>
    orders.flatMap((books) =>
      disagreements(books).map((text) => `order ${short(books.order.orderId)} ${text}`),
    ),
};
