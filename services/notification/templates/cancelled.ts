// The mail for an order that was cancelled before it shipped.
import type { OrderRecord } from '#contracts/order-record.ts';
import { type MailContent, orderReference, orderSummary, totalOf } from './content.ts';

export const cancelled = (order: OrderRecord): MailContent => ({
  ...orderSummary(order),
  subject: `Your order ${orderReference(order.orderId)} is cancelled`,
  badge: { tone: 'sorry', label: 'Cancelled' },
  heading: 'Your order is cancelled',
  paragraphs: [
    `Hello ${order.details.customerName},`,
    'As you asked, this order is cancelled. Nothing will be shipped, and nothing was charged.',
    'If your payment was authorized, the authorization is released. Some banks show a released authorization for a few days.',
  ],
  facts: [],
  total: { label: 'Total, not charged', amount: totalOf(order) },
  address: [],
});
