// The mail for an order that could not be filled from stock.
import type { OrderRecord } from '#contracts/order-record.ts';
import { shortageOf } from '#contracts/timeline-detail.ts';
import { type MailContent, orderReference, orderSummary, totalOf } from './content.ts';

const listed = new Intl.ListFormat('en-US', { type: 'conjunction' });

/** 'We do not have Blue Mug and Teapot in the quantity that you ordered.' */
const whatWasMissing = (order: OrderRecord, missing: readonly string[]): string => {
  const names = order.details.lines
    .filter(({ productId }) => missing.includes(productId))
    .map(({ productName }) => productName);
  const what = names.length > 0 ? listed.format(names) : 'all products';
  return `We do not have ${what} in the quantity that you ordered, so we cannot fill this order.`;
};

export const outOfStock = (order: OrderRecord): MailContent => {
  const missing = shortageOf(order)?.missing ?? [];
  return {
    ...orderSummary(order, missing),
    subject: `Sorry, out of stock: your order ${orderReference(order.orderId)}`,
    badge: { tone: 'sorry', label: 'Out of stock' },
    heading: 'Sorry, out of stock',
    paragraphs: [
      `Hello ${order.details.customerName},`,
      whatWasMissing(order, missing),
      'The payment authorization was released, and nothing was charged. Some banks show a released authorization for a few days.',
    ],
    facts: [],
    total: { label: 'Total, not charged', amount: totalOf(order) },
    address: [],
  };
};
