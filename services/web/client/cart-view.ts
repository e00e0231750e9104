// The cart beside the order form: change a quantity, remove a line, read the total.
import { type CartLine, totalOf } from './cart.ts';
import { byId, el, icon, keyedList, moveFocus } from './dom.ts';
import { formatMinorUnits, formatPrice, toMinorUnits } from './format.ts';
import { illustrate } from './illustrations.ts';
import type { Shop } from './shop.ts';
import { createStepper } from './stepper.ts';

const createLine = (line: CartLine, shop: Shop, onRemove: () => void) => {
  const { productId, productName } = line;
  const unit = el('p', { class: 'quiet' });
  const sum = el('p', { class: 'sum' });
  const stepper = createStepper(productName, (quantity) => shop.setQuantity(productId, quantity));
  const remove = el(
    'button',
    { type: 'button', class: 'remove', 'aria-label': `Remove ${productName}` },
    icon('remove'),
  );
  remove.addEventListener('click', () => {
    shop.remove(productId);
    onRemove();
  });
  const element = el(
    'li',
    { class: 'cart-line' },
    el('div', { class: 'thumb' }, illustrate(productId)),
    el('div', {}, el('p', { class: 'name' }, productName), unit),
    remove,
    stepper.element,
    sum,
  );
  const update = ({ price, currency, quantity }: CartLine): void => {
    unit.textContent = `${formatPrice(price, currency)} each`;
    sum.textContent = formatMinorUnits(toMinorUnits(price) * quantity, currency);
    stepper.set(quantity, shop.available(productId));
  };
  return { element, update };
};

export const createCartView = (shop: Shop) => {
  const heading = byId('cart-title', HTMLElement);
  const total = byId('cart-total', HTMLElement);
  const notices = byId('cart-notices', HTMLElement);
  const full = byId('checkout-full', HTMLElement);
  const empty = byId('checkout-empty', HTMLElement);
  const onRemove = (): void => moveFocus(shop.lines().length > 0 ? heading : empty);
  const renderLines = keyedList<CartLine>(
    byId('cart-lines', HTMLElement),
    (line) => line.productId,
    (line) => createLine(line, shop, onRemove),
  );
  const update = (): void => {
    const { total: sum, currency } = totalOf(shop.lines());
    renderLines(shop.lines());
    total.textContent = formatMinorUnits(sum, currency);
    full.hidden = shop.lines().length === 0;
    empty.hidden = !full.hidden;
  };
  shop.onChange(update);
  update();
  return {
    notify: (texts: string[]): void => {
      notices.replaceChildren(...texts.map((text) => el('p', {}, text)));
      notices.hidden = texts.length === 0;
    },
  };
};
