// Why an order was not taken, as a report for the form: which fields, which lines of the cart, or simply not now.
import type { PlaceOrderBody } from '#contracts/http.ts';
import type { Prices } from './cart.ts';
import { type ApiFault, explain, type Failure, worthRepeating } from './failures.ts';
import type { Fault } from './validation.ts';

/** What the form shows; `faults` whose field the form lacks are shown in its summary only. */
export type Report = { title: string; text?: string; faults?: Fault[] };

/** 'shippingAddress.city must not be empty' under '/shippingAddress/city' → 'City must not be empty', with its label. */
const inWords = ({ pointer, detail }: ApiFault, labelOf: (field: string) => string | undefined) => {
  const field = pointer.slice(1);
  const label = labelOf(field);
  const path = field.replaceAll('/', '.');
  return { field, text: label && detail.startsWith(path) ? label + detail.slice(path.length) : detail };
};

export const isAboutItems = (failure: Failure): boolean =>
  failure.kind === 'refused' && failure.errors.some(({ pointer }) => pointer.startsWith('/items'));

/** The prices that the API expects, by productId. */
export const expectedPrices = (failure: Failure, items: PlaceOrderBody['items']): Prices => {
  const prices = new Map<string, number>();
  if (failure.kind !== 'refused') return prices;
  for (const { pointer, expected } of failure.errors) {
    const item = items[Number(/^\/items\/(\d+)\/price$/.exec(pointer)?.[1] ?? -1)];
    if (item && expected !== undefined) prices.set(item.productId, expected);
  }
  return prices;
};

/** `notices` say how the cart has followed the catalogue; without any, the API's own words have to do. */
export const cartReport = (failure: Failure, notices: string[]): Report => {
  const details = failure.kind === 'refused' ? failure.errors.map(({ detail }) => detail) : [];
  return {
    title: 'Your cart has changed',
    text: 'Nothing was ordered. Check the new total, then place the order again.',
    faults: (notices.length > 0 ? notices : details).map((text) => ({ field: '', text })),
  };
};

export const refusalReport = (failure: Failure, labelOf: (field: string) => string | undefined): Report => {
  if (worthRepeating(failure))
    return {
      title: 'Your order is not confirmed yet',
      text: `${explain(failure)} Placing it again is safe: it cannot become two orders.`,
    };
  const faults = failure.kind === 'refused' ? failure.errors.map((fault) => inWords(fault, labelOf)) : [];
  const title = 'Your order was not accepted';
  return faults.length > 0 ? { title, faults } : { title, text: explain(failure) };
};
