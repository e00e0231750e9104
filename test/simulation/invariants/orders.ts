// No accepted order is lost, and every order ends.
import { isFinal } from '#contracts/order-status.ts';
import { short } from '../trace.ts';
import type { Invariant } from './world.ts';

export const noOrderIsLost: Invariant = {
  promise: 'no accepted order is lost',
  violations: ({ orders, history }) => {
    const stored = new Set(orders.map(({ order }) => order.orderId));
    return [...history.accepted].filter((id) => !stored.has(id)).map((id) => `order ${short(id)} is nowhere`);
  },
};

export const everyOrderEnds: Invariant = {
  promise: 'every order reaches a final state',
  violations: ({ orders }) =>
    orders
      .filter(({ order }) => !isFinal(order.status))
      .map(({ order }) => `order ${short(order.orderId)} is ${order.status}`),
};
