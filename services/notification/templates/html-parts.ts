// The building blocks of an HTML mail. Text comes in, markup goes out: everything is escaped here. The classes exist for
// the dark colors in html-page.ts only; inline styles carry the look, since many mail programs drop style sheets.
import type { ContentLine, MailContent, Tone } from './content.ts';
import { escapeHtml } from './escape-html.ts';

const small = 'font-size:13px;line-height:20px;';
const ink = 'color:#1c2330;';
const faint = `color:#5f6b7a;${small}`;
/** Breaks a word that is wider than a phone, instead of widening the whole mail. */
const body = `${ink}font-size:16px;line-height:25px;word-break:break-word;`;
const bold = 'font-weight:600;';
const rule = 'border-top:1px solid #e3e7ed;';
const noWrap = 'white-space:nowrap;';

const badgeColors: Record<Tone, string> = {
  good: 'background:#dff3e6;color:#11623a;',
  bad: 'background:#fbe3e0;color:#9c261a;',
  sorry: 'background:#fdeccc;color:#7a4a00;',
};

/** `rows` is markup. */
export const table = (rows: string): string =>
  `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${rows}</table>`;

/** `content` is markup. */
export const row = (content: string, padding: string): string =>
  `<tr><td style="padding:${padding};">${content}</td></tr>`;

export const badge = ({ tone, label }: MailContent['badge']): string => {
  const style = `display:inline-block;padding:4px 12px;border-radius:14px;${small}${bold}${badgeColors[tone]}`;
  return `<span class="badge-${tone}" style="${style}">${escapeHtml(label)}</span>`;
};

export const heading = (text: string): string =>
  `<h1 class="ink" style="margin:0;${ink}font-size:25px;line-height:32px;font-weight:700;">${escapeHtml(text)}</h1>`;

export const paragraph = (text: string): string =>
  `<p class="ink" style="margin:0 0 12px;${body}">${escapeHtml(text)}</p>`;

export const factBox = (facts: MailContent['facts']): string => {
  const rows = facts.map(
    ({ label, value }) => `<tr>
<td class="faint" width="1%" style="padding:3px 16px 3px 0;${faint}${noWrap}">${escapeHtml(label)}</td>
<td class="ink" style="padding:3px 0;${body}${bold}">${escapeHtml(value)}</td>
</tr>`,
  );
  const style = 'padding:12px 18px;background:#f2f5f9;border-radius:8px;';
  return table(`<tr><td class="box" style="${style}">${table(rows.join(''))}</td></tr>`);
};

/** `what` is markup. */
const priceRow = (what: string, amount: string, weight = ''): string => `<tr>
<td class="ink rule" style="padding:11px 12px 11px 0;${body}${rule}${weight}">${what}</td>
<td class="ink rule" align="right" valign="top" style="padding:11px 0;${body}${rule}${weight}${noWrap}">${escapeHtml(amount)}</td>
</tr>`;

export const orderLine = ({ name, quantity, amount, note }: ContentLine): string => {
  const count = `<span class="faint" style="${faint}${noWrap}">× ${quantity}</span>`;
  const mark =
    note && `<br><span class="warn" style="color:#8f5400;${small}${bold}">${escapeHtml(note)}</span>`;
  return priceRow(`${escapeHtml(name)} ${count}${mark ?? ''}`, amount);
};

export const totalLine = ({ label, amount }: MailContent['total']): string =>
  priceRow(escapeHtml(label), amount, 'font-weight:700;');

export const addressBlock = (lines: readonly string[]): string =>
  `<div class="faint" style="${faint}">Delivery to</div>
<div class="ink" style="${body}">${lines.map(escapeHtml).join('<br>')}</div>`;

export const footer = ({ orderId, orderedOn }: Pick<MailContent, 'orderId' | 'orderedOn'>): string => {
  const code = 'font-family:Menlo,Consolas,monospace;font-size:12px;word-break:break-all;';
  return `<div class="faint rule" style="${faint}${rule}padding-top:16px;">Ordered on ${escapeHtml(orderedOn)}<br>
Order <span style="${code}">${escapeHtml(orderId)}</span></div>`;
};
