// No oversell: what came in is available, reserved or sold, at every moment.
import type { Invariant } from './world.ts';

/** Holds in mid-flight too. */
export const stockIsConserved: Invariant = {
  promise: 'no oversell: available + reserved + sold = received, and nothing below zero',
  violations: ({ products, reservations }) =>
    products.flatMap(({ productId, available, received }) => {
      const taken = reservations
        .filter(({ state }) => state === 'RESERVED' || state === 'SOLD')
        .flatMap(({ lines }) => lines)
        .filter((line) => line.productId === productId)
        .reduce((sum, { quantity }) => sum + quantity, 0);
      const balances = available >= 0 && available + taken === received;
      return balances
        ? []
        : [`${productId}: ${available} available + ${taken} taken of ${received} received`];
    }),
};
