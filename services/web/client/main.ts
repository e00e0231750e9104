// Wires the page together: which view an address shows, and what the header says.
import { totalOf } from './cart.ts';
import { createCatalogue } from './catalogue.ts';
import { createCheckout } from './checkout.ts';
import { byId, moveFocus } from './dom.ts';
import { createShop } from './shop.ts';
import { createTimeline } from './timeline.ts';

const shop = createShop();
const showOrder = (orderId: string): void => {
  location.hash = `#/orders/${orderId}`;
};
const catalogue = createCatalogue(shop);
const checkout = createCheckout(shop, showOrder);
const timeline = createTimeline();

type Route = { view: string; title: string; show: () => void };

const routeOf = (hash: string): Route => {
  const order = /^#\/orders\/([\w-]+)$/.exec(hash)?.[1];
  if (order) return { view: 'view-order', title: 'Your order', show: () => timeline.show(order) };
  if (hash === '#/checkout') return { view: 'view-checkout', title: 'Checkout', show: checkout.show };
  return { view: 'view-catalogue', title: 'Shop', show: catalogue.show };
};

const views = ['view-catalogue', 'view-checkout', 'view-order'].map((id) => byId(id, HTMLElement));

const showRoute = (): void => {
  const route = routeOf(location.hash);
  timeline.hide();
  for (const view of views) view.hidden = view.id !== route.view;
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('data-view') === route.view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `${route.title} · Waybill`;
  route.show();
};

addEventListener('hashchange', () => {
  showRoute();
  scrollTo(0, 0);
  const heading = document.querySelector<HTMLElement>('main > section:not([hidden]) h1');
  if (heading) moveFocus(heading);
});

byId('skip', HTMLAnchorElement).addEventListener('click', (event) => {
  event.preventDefault();
  moveFocus(byId('main', HTMLElement));
});

const cartCount = byId('cart-count', HTMLElement);
const showCount = (): void => {
  const { units } = totalOf(shop.lines());
  cartCount.textContent = String(units);
  cartCount.parentElement?.toggleAttribute('hidden', units === 0);
  byId('cart-count-noun', HTMLElement).textContent = units === 1 ? 'item' : 'items';
};
shop.onChange(showCount);
showCount();
showRoute();
