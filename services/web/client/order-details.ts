// The paper side of an order: who gets what, for how much, and the bars that stand for its number.
import type { OrderView } from '#contracts/http.ts';
import { el, svg } from './dom.ts';
import { formatDateTime, formatMinorUnits, formatPrice, toMinorUnits } from './format.ts';

const methods: Record<string, string> = { CARD: 'Card', PAYPAL: 'PayPal', BANK_TRANSFER: 'Bank transfer' };

/** Bars and gaps, 1 to 4 wide, from the order's digits: a decoration, no code that a scanner reads. */
export const drawBars = (orderId: string): SVGSVGElement => {
  let x = 0;
  let bars = '';
  for (const digit of orderId.replaceAll('-', '')) {
    const value = Number.parseInt(digit, 16) || 0;
    const width = 1 + (value & 3);
    bars += `M${x} 0h${width}v40h-${width}z`;
    x += width + 1 + (value >> 2);
  }
  return svg(
    'svg',
    {
      class: 'bars',
      viewBox: `0 0 ${Math.max(x, 1)} 40`,
      preserveAspectRatio: 'none',
      'aria-hidden': 'true',
    },
    svg('path', { d: bars }),
  );
};

const field = (label: string, ...lines: string[]): HTMLElement =>
  el('div', { class: 'paper-field' }, el('dt', {}, label), ...lines.map((line) => el('dd', {}, line)));

const itemLine = (item: OrderView['items'][number], currency: string): HTMLElement =>
  el(
    'li',
    {},
    el('span', {}, `${item.quantity} × ${item.productName}`),
    el('span', {}, formatMinorUnits(toMinorUnits(item.price) * item.quantity, currency)),
  );

/** The order as it was accepted, and its shipment once there is one. */
export const describeOrder = (order: OrderView): HTMLElement[] => {
  const { street, city, postalCode, country } = order.shippingAddress;
  const { shipment } = order;
  return [
    el(
      'dl',
      { class: 'paper-fields' },
      field('Consignee', order.customerName, order.customerEmail),
      field('Ship to', street, `${postalCode} ${city}`, country),
      field('Payment', methods[order.paymentMethod] ?? order.paymentMethod),
      field('Ordered', formatDateTime(order.createdAt)),
      ...(shipment ? [field('Tracking', shipment.carrier, shipment.trackingNumber)] : []),
    ),
    el(
      'ul',
      { class: 'paper-items', 'aria-label': 'Items' },
      ...order.items.map((item) => itemLine(item, order.currency)),
    ),
    el(
      'p',
      { class: 'paper-total' },
      el('span', {}, 'Total'),
      el('strong', {}, formatPrice(order.total, order.currency)),
    ),
  ];
};
