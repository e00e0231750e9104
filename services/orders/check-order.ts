// Pure: whether an order that asks to be placed is sound. orders-api sends no other; what else finds its way into the queue
// must not be charged, nor block what comes after it.
import type { Received } from '#contracts/events.ts';
import { shopCurrency } from '#contracts/fields.ts';
import { worthOf } from '#contracts/money.ts';

/** Clocks of other machines may be ahead, but not by this much. */
const maxAheadMs = 24 * 60 * 60 * 1_000;

/** What is wrong with it, naming no value of the customer's; undefined when nothing is. `now` in milliseconds. */
export const faultIn = ({ data }: Received<'PlaceOrder'>, now: number): string | undefined => {
  const { lines, total, currency } = data.order;
  const acceptedAt = Date.parse(data.acceptedAt);
  if (Number.isNaN(acceptedAt) || acceptedAt > now + maxAheadMs) return 'it was accepted in the future';
  if (currency !== shopCurrency) return `its currency is not ${shopCurrency}`;
  if (new Set(lines.map(({ productId }) => productId)).size < lines.length)
    return 'a product is in two lines';
  return worthOf(lines) === total ? undefined : 'its lines do not add up to its total';
};
