// What a mail says, apart from how it looks: the HTML and the text of a mail are two renderings of one MailContent.
import { formatMoney } from '#contracts/money.ts';
import type { OrderRecord } from '#contracts/order-record.ts';

export type Tone = 'good' | 'bad' | 'sorry';

/** One product of the order; `note` marks it, e.g. as out of stock. */
export type ContentLine = { name: string; quantity: number; amount: string; note?: string };

export type MailContent = {
  subject: string;
  badge: { tone: Tone; label: string };
  heading: string;
  paragraphs: string[];
  /** What the customer looks for first; empty leaves the box out. */
  facts: { label: string; value: string }[];
  lines: ContentLine[];
  total: { label: string; amount: string };
  /** Lines of the delivery address; empty leaves it out. */
  address: string[];
  orderId: string;
  orderedOn: string;
};

/** '…-0123456789ab' → '456789AB': short enough to read out. The end, since ids made at one time begin alike. */
export const orderReference = (orderId: string): string => orderId.slice(-8).toUpperCase();

const longDate = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** The part that every kind of mail has; `missing` are the productIds to mark as out of stock. */
export const orderSummary = (
  { orderId, createdAt, details }: OrderRecord,
  missing: readonly string[] = [],
): Pick<MailContent, 'lines' | 'orderId' | 'orderedOn'> => ({
  orderId,
  orderedOn: longDate.format(new Date(createdAt)),
  lines: details.lines.map(({ productId, productName, quantity, unitPrice }) => ({
    name: productName,
    quantity,
    amount: formatMoney(unitPrice * quantity, details.currency),
    ...(missing.includes(productId) && { note: 'Out of stock' }),
  })),
});

export const totalOf = ({ details }: OrderRecord): string => formatMoney(details.total, details.currency);
