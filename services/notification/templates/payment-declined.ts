// The mail for an order whose payment was declined.
import type { OrderRecord } from '#contracts/order-record.ts';
import { type MailContent, orderReference, orderSummary, totalOf } from './content.ts';

export const paymentDeclined = (order: OrderRecord): MailContent => ({
  ...orderSummary(order),
  subject: `Your payment for order ${orderReference(order.orderId)} was declined`,
  badge: { tone: 'bad', label: 'Payment declined' },
  heading: 'Your payment was declined',
  paragraphs: [
    `Hello ${order.details.customerName},`,
    'Your payment provider declined the payment for this order. Nothing was charged, and nothing will be shipped.',
    'You are welcome to order again with another way to pay.',
  ],
  facts: [],
  total: { label: 'Total, not charged', amount: totalOf(order) },
  address: [],
});
