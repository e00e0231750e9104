// A mail as plain text, for programs and people that prefer it; says what the HTML says.
import type { ContentLine, MailContent } from './content.ts';

const lineOf = ({ name, quantity, amount, note }: ContentLine): string =>
  `  ${quantity} × ${name}: ${amount}${note ? ` (${note.toLowerCase()})` : ''}`;

const section = (lines: readonly string[]): string[] => (lines.length > 0 ? [lines.join('\n')] : []);

/** The text part of a mail; paragraphs are not wrapped, since mail programs do that. */
export const textMail = (content: MailContent): string => {
  const { heading, paragraphs, facts, lines, total, address, orderedOn, orderId } = content;
  const sections = [
    heading,
    ...paragraphs,
    ...section(facts.map(({ label, value }) => `${label}: ${value}`)),
    [...lines.map(lineOf), `  ${total.label}: ${total.amount}`].join('\n'),
    ...section(address.length > 0 ? ['Delivery to', ...address.map((line) => `  ${line}`)] : []),
    `Ordered on ${orderedOn}\nOrder ${orderId}`,
  ];
  return `${sections.join('\n\n')}\n`;
};
