// The mail for an order that was paid and handed to the carrier.
import type { OrderRecord } from '#contracts/order-record.ts';
import { shipmentOf } from '#contracts/timeline-detail.ts';
import { type MailContent, orderReference, orderSummary, totalOf } from './content.ts';

const shipmentFacts = (order: OrderRecord): MailContent['facts'] => {
  const shipment = shipmentOf(order);
  if (!shipment) return [];
  return [
    { label: 'Carrier', value: shipment.carrier },
    { label: 'Tracking number', value: shipment.trackingNumber },
  ];
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
