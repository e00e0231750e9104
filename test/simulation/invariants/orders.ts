// No accepted order is lost, every order can be found, ends, and then has its whole story.
import { type JournalEntry, keysIn } from '#contracts/order-journal.ts';
import { causeOf, newsIn } from '#contracts/order-standing.ts';
import { isFinal } from '#contracts/order-status.ts';
import { ownersAccount } from '#contracts/owners-account.ts';
import { short } from '../trace.ts';
import type { Invariant } from './world.ts';

export const noOrderIsLost: Invariant = {
  promise: 'no accepted order is lost',
  violations: ({ orders, history }) => {
    const stored = new Set(orders.map(({ order }) => order.orderId));
    return [...history.accepted].filter((id) => !stored.has(id)).map((id) => `order ${short(id)} is nowhere`);
  },
};

/** Who looks for orders by time, as the sweeper does, looks there. */
export const everyOrderIsInTheJournal: Invariant = {
  promise: 'every order that is stored is in the journal',
  violations: ({ aws, orders }) => {
    const entries = [...aws.tables.items('OrderJournalTable')] as unknown as JournalEntry[];
    const entered = new Set(entries.flatMap(keysIn).map(({ createdKey }) => createdKey));
    return orders
      .filter(({ order }) => !entered.has(order.createdKey))
      .map(({ order }) => `order ${short(order.orderId)} is not in it`);
  },
};

export const everyOrderEnds: Invariant = {
  promise: 'every order reaches a final state',
  violations: ({ orders }) =>
    orders
      .filter(({ order }) => !isFinal(order.status))
      .map(({ order }) => `order ${short(order.orderId)} is ${order.status}`),
};

/** No reader asks the owners about an order that has ended. */
export const everyStoryIsWhole: Invariant = {
  promise: 'an order that has ended has all in it that its owners have stored',
  violations: ({ orders }) =>
    orders
      .filter(({ order }) => isFinal(order.status))
      .flatMap(({ order, ...records }) =>
        newsIn(ownersAccount(records), order.timeline).map(
          (entry) => `order ${short(order.orderId)} is ${order.status}, and knows of no ${causeOf(entry)}`,
        ),
      ),
};
