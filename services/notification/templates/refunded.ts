// The mail for an order that was returned and paid back.
import type { OrderRecord } from '#contracts/order-record.ts';
import { type MailContent, orderReference, orderSummary, totalOf } from './content.ts';

export const refunded = (order: OrderRecord): MailContent => ({
  ...orderSummary(order),
  subject: `Your refund for order ${orderReference(order.orderId)}`,
  badge: { tone: 'good', label: 'Refunded' },
  heading: 'Your money is on its way back',
  paragraphs: [
    `Hello ${order.details.customerName},`,
    'We have received your return, and paid the whole amount back the way you paid. Your bank may take a few days to show it.',
  ],
  facts: [],
  total: { label: 'Total refunded', amount: totalOf(order) },
  address: [],
});
