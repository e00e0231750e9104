// Pure: the mail that tells a customer how an order ended, as SES takes it.
import type { SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { formatMoney } from '#contracts/money.ts';
import type { Ending } from './events.ts';
import type { Order } from './order-progress.ts';

const texts: Record<Ending, { subject: string; says: string }> = {
  fulfilled: {
    subject: 'Your order is confirmed and on its way',
    says: 'It is paid, packed and on its way.',
  },
  payment_declined: { subject: 'Your payment was declined', says: 'Nothing was charged.' },
  out_of_stock: { subject: 'Your order is out of stock', says: 'Nothing was charged.' },
};

export const mailFor = (order: Order, ending: Ending, from: string): SendEmailCommandInput => {
  const { orderId, customerEmail } = order;
  const { subject, says } = texts[ending];
  return {
    FromEmailAddress: from,
    Destination: { ToAddresses: [customerEmail] },
    Content: {
      Simple: {
        Subject: { Data: subject, Charset: 'UTF-8' },
        Body: { Text: { Data: textOf(order, says), Charset: 'UTF-8' } },
        Headers: [{ Name: 'X-Order-Id', Value: orderId }],
      },
    },
    EmailTags: [
      { Name: 'orderId', Value: orderId },
      { Name: 'mail', Value: ending },
    ],
  };
};

const textOf = ({ orderId, customerName, lines, total, currency, shipment }: Order, says: string): string =>
  [
    `Hello ${customerName},`,
    `this is about your order ${orderId}. ${says}`,
    ...lines.map(({ productName, quantity, unitPrice }) => {
      return `  ${quantity} × ${productName}: ${formatMoney(quantity * unitPrice, currency)}`;
    }),
    `  Total: ${formatMoney(total, currency)}`,
    ...(shipment ? [`${shipment.carrier}, tracking number ${shipment.trackingNumber}`] : []),
  ].join('\n');
