// The mail for an order that was paid and handed to the carrier.
import type { OrderRecord } from '#contracts/order-record.ts';
import { type MailContent, orderReference, orderSummary, totalOf } from './content.ts';

/** Carrier and tracking number, from the event that told of the shipment. */
const shipmentFacts = ({ timeline }: OrderRecord): MailContent['facts'] => {
  const detail = timeline.find(({ type }) => type === 'ShipmentPrepared')?.detail;
  const facts = [
    { label: 'Carrier', value: detail?.carrier },
    { label: 'Tracking number', value: detail?.trackingNumber },
  ];
  return facts.flatMap(({ label, value }) => (typeof value === 'string' ? [{ label, value }] : []));
};

export const fulfilled = (order: OrderRecord): MailContent => {
  const { customerName, shippingAddress } = order.details;
  const { street, postalCode, city, country } = shippingAddress;
  return {
    ...orderSummary(order),
    subject: `Your order ${orderReference(order.orderId)} is confirmed and on its way`,
    badge: { tone: 'good', label: 'On its way' },
    heading: 'Your order is confirmed and on its way',
    paragraphs: [
      `Hello ${customerName},`,
      'Thank you for your order. It is paid, packed and handed to the carrier.',
    ],
    facts: shipmentFacts(order),
    total: { label: 'Total paid', amount: totalOf(order) },
    address: [customerName, street, `${postalCode} ${city}`, country],
  };
};
