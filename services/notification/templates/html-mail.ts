// A mail as HTML that mail programs of all ages show: tables, inline styles, 600 px, no image and nothing to load.
import type { MailContent } from './content.ts';
import { htmlPage } from './html-page.ts';
import {
  addressBlock,
  badge,
  factBox,
  footer,
  heading,
  orderLine,
  paragraph,
  row,
  table,
  totalLine,
} from './html-parts.ts';

const side = '28px';

/** The HTML part of a mail, a complete document. */
export const htmlMail = (content: MailContent): string => {
  const { facts, lines, total, address, paragraphs } = content;
  const rows = [
    row(badge(content.badge), `30px ${side} 0`),
    row(heading(content.heading), `12px ${side} 16px`),
    row(paragraphs.map(paragraph).join('\n'), `0 ${side} 8px`),
    ...(facts.length > 0 ? [row(factBox(facts), `4px ${side} 20px`)] : []),
    row(table([...lines.map(orderLine), totalLine(total)].join('\n')), `0 ${side} 14px`),
    ...(address.length > 0 ? [row(addressBlock(address), `0 ${side} 24px`)] : []),
    row(footer(content), `0 ${side} 26px`),
  ];
  return htmlPage({
    title: content.subject,
    preview: paragraphs.slice(1).join(' '),
    card: table(rows.join('\n')),
  });
};
