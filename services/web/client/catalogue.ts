// The catalogue view: a card for each product with its stock, and the bar that says what is in the cart.
import type { ProductView } from '#contracts/http.ts';
import { totalOf } from './cart.ts';
import { byId, el, icon, keyedList } from './dom.ts';
import { explain } from './failures.ts';
import { count, formatMinorUnits, formatPrice } from './format.ts';
import { illustrate } from './illustrations.ts';
import type { Shop } from './shop.ts';
import { createStepper } from './stepper.ts';

const fewUnits = 10;

type Availability = { text: string; tone: 'good' | 'few' | 'none' };

/** 'In stock', 'Only 3 left' or 'Sold out' */
const availabilityOf = (available: number): Availability => {
  if (available < 1) return { text: 'Sold out', tone: 'none' };
  if (available <= fewUnits) return { text: `Only ${available} left`, tone: 'few' };
  return { text: 'In stock', tone: 'good' };
};

const createCard = (product: ProductView, add: (product: ProductView, quantity: number) => void) => {
  let current = product;
  const name = el('h3', { id: `name-${product.productId}` });
  const description = el('p', { class: 'description' });
  const price = el('p', { class: 'price' });
  const stock = el('p', { class: 'stock' });
  const stepper = createStepper(product.name, () => undefined);
  const button = el('button', { type: 'button', class: 'button' });
  button.addEventListener('click', () => add(current, stepper.value()));
  const element = el(
    'li',
    { class: 'card' },
    el('div', { class: 'picture' }, illustrate(product.productId)),
    el('div', { class: 'words' }, name, description),
    el('div', { class: 'terms' }, price, stock),
    el('div', { class: 'buy' }, stepper.element, button),
  );

  const update = (next: ProductView): void => {
    current = next;
    const availability = availabilityOf(next.available);
    const soldOut = availability.tone === 'none';
    name.textContent = next.name;
    description.textContent = next.description;
    price.textContent = formatPrice(next.price, next.currency);
    stock.textContent = availability.text;
    stock.dataset.tone = availability.tone;
    stepper.set(stepper.value(), next.available);
    stepper.disable(soldOut);
    button.disabled = soldOut;
    button.textContent = soldOut ? 'Sold out' : 'Add to cart';
    button.setAttribute('aria-label', `${button.textContent}: ${next.name}`);
  };
  return { element, update };
};

const createCartBar = (shop: Shop) => {
  const bar = byId('cart-bar', HTMLElement);
  const summary = byId('cart-bar-summary', HTMLElement);
  const said = byId('cart-bar-said', HTMLElement);
  return {
    update: () => {
      const { units, total, currency } = totalOf(shop.lines());
      bar.hidden = units === 0;
      summary.textContent = `${count(units, 'item')} · ${formatMinorUnits(total, currency)}`;
    },
    say: (text: string) => {
      said.textContent = text;
    },
  };
};

/** What to say after an add: how many went in, which the stock may have made fewer than asked for. */
const describeAdd = (product: ProductView, before: number, after: number): string => {
  if (after > before) return `Added ${after - before} × ${product.name}.`;
  return before > 0
    ? `Your cart has all ${before} of ${product.name} that can be ordered.`
    : 'A cart holds 50 different products at most.';
};

export const createCatalogue = (shop: Shop) => {
  const list = byId('products', HTMLElement);
  const state = byId('catalogue-state', HTMLElement);
  const bar = createCartBar(shop);
  const unitsOf = (productId: string): number =>
    shop.lines().find((line) => line.productId === productId)?.quantity ?? 0;

  const add = (product: ProductView, quantity: number): void => {
    const before = unitsOf(product.productId);
    shop.add(product, quantity);
    bar.say(describeAdd(product, before, unitsOf(product.productId)));
  };
  const renderCards = keyedList<ProductView>(
    list,
    (product) => product.productId,
    (product) => createCard(product, add),
  );
  shop.onChange(() => {
    renderCards(shop.products() ?? []);
    bar.update();
  });

  const load = async (): Promise<void> => {
    if (!shop.products()) state.replaceChildren(el('p', { class: 'quiet' }, 'Fetching the catalogue…'));
    const { notices, failure } = await shop.refresh();
    bar.say(notices.join(' '));
    state.replaceChildren();
    if (failure) state.append(createRetry(explain(failure), load));
    else if (shop.products()?.length === 0)
      state.append(el('p', { class: 'quiet' }, 'The catalogue is empty: nothing is on sale yet.'));
  };
  return { show: () => void load() };
};

/** A message with a button that tries again. */
const createRetry = (text: string, retry: () => Promise<void>): HTMLElement => {
  const button = el('button', { type: 'button', class: 'button' }, 'Try again');
  button.addEventListener('click', () => void retry());
  return el('div', { class: 'notice', role: 'alert' }, icon('alert'), el('p', {}, text), button);
};
