// State and events: what a step has stored was published, what was published is stored, and a repetition is the same.
import type { Emission } from '#contracts/events.ts';
import { orderEvent } from '#contracts/order-events.ts';
import { messageId } from '#messaging/envelope.ts';
import type { Published } from '../history.ts';
import { short } from '../trace.ts';
import type { Books, Invariant, World } from './world.ts';

const storedEvents = ({ order, payment, reservation, shipment }: Books): Emission[] => [
  ...order.emitted.map((emitted) => orderEvent(order, emitted)),
  ...Object.values(payment?.events ?? {}),
  ...(reservation ? [reservation.event] : []),
  ...(shipment ? [shipment.event] : []),
];

const describe = ({ type, outcome, subject }: Emission | Published): string =>
  `${type}${outcome ? `(${outcome})` : ''} of order ${short(subject)}`;

export const noStateWithoutItsEvent: Invariant = {
  promise: 'no state without its event',
  violations: ({ orders, history }) => {
    // The message that would have been delivered again, and have it published, may be what was lost.
    if (history.counts.lost > 0) return [];
    return orders
      .flatMap(storedEvents)
      .filter((event) => !history.published.has(messageId(event)))
      .map((event) => `${describe(event)} is stored, and was never published`);
  },
};

/** A reservation keeps its latest event only. */
const isSuperseded = ({ orders }: World, { type, outcome, subject }: Published): boolean => {
  const state = orders.find(({ order }) => order.orderId === subject)?.reservation?.state;
  const movedOn = ['RELEASED', 'RETURNED'];
  return type === 'InventoryUpdated' && outcome === 'reserved' && movedOn.includes(state ?? '');
};

export const noEventWithoutItsState: Invariant = {
  promise: 'no event without its state',
  violations: (world) => {
    const stored = new Set(world.orders.flatMap(storedEvents).map(messageId));
    return [...world.history.published.values()]
      .filter((event) => !stored.has(event.id) && !isSuperseded(world, event))
      .map((event) => `${describe(event)} was published, and is stored nowhere`);
  },
};

export const repetitionsAreTheSame: Invariant = {
  promise: 'an event that is published again is the same to the letter',
  violations: ({ history }) =>
    history.changed.map((event) => `${describe(event)} was published with two contents`),
};
