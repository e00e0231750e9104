// From an order and a kind of mail to what SES sends. Pure: the same order gives the same mail.
import type { MailKind } from '#contracts/mail-record.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { cancelled } from './cancelled.ts';
import type { MailContent } from './content.ts';
import { fulfilled } from './fulfilled.ts';
import { htmlMail } from './html-mail.ts';
import { outOfStock } from './out-of-stock.ts';
import { paymentDeclined } from './payment-declined.ts';
import { refunded } from './refunded.ts';
import { textMail } from './text-mail.ts';

export type RenderedMail = { subject: string; text: string; html: string };

const contents: Record<MailKind, (order: OrderRecord) => MailContent> = {
  fulfilled,
  payment_declined: paymentDeclined,
  out_of_stock: outOfStock,
  cancelled,
  refunded,
};

export const renderMail = (order: OrderRecord, kind: MailKind): RenderedMail => {
  const content = contents[kind](order);
  return { subject: content.subject, text: textMail(content), html: htmlMail(content) };
};
