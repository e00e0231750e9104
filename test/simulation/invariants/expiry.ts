// An order that has expired is not shipped any more: its stock and its authorization were given back, or will be.
import { short } from '../trace.ts';
import type { Invariant } from './world.ts';

export const nothingShipsTooLate: Invariant = {
  promise: 'an order that has expired is not shipped',
  violations: ({ orders }) =>
    orders
      .filter(({ shipment }) => shipment?.state === 'PREPARED')
      .filter(({ order, shipment }) => Date.parse(shipment?.at ?? '') >= Date.parse(order.expiresAt))
      .map(({ order }) => `order ${short(order.orderId)} was shipped after it had expired`),
};
