// The mail for an order that was cancelled before it shipped.
import type { OrderRecord } from '#contracts/order-record.ts';
import { type MailContent, orderReference, orderSummary, totalOf } from './content.ts';

/** Customers ask for it; or the order could not be shipped in time, and nobody asked. */
const reasonOf = ({ timeline }: OrderRecord): string =>
  timeline.some(({ type, detail }) => type === 'OrderCancelled' && !detail)
    ? 'As you asked, this order is cancelled.'
    : 'We are sorry: we could not ship this order in time, so we have cancelled it.';

export const cancelled = (order: OrderRecord): MailContent => ({
  ...orderSummary(order),
  subject: `Your order ${orderReference(order.orderId)} is cancelled`,
  badge: { tone: 'sorry', label: 'Cancelled' },
  heading: 'Your order is cancelled',
  paragraphs: [
    `Hello ${order.details.customerName},`,
    `${reasonOf(order)} Nothing will be shipped, and nothing was charged.`,
    'If your payment was authorized, the authorization is released. Some banks show a released authorization for a few days.',
  ],
  facts: [],
  total: { label: 'Total, not charged', amount: totalOf(order) },
  address: [],
});
