// Defects of the sweeper, and of what keeps orders in its sight.
import type { Mutant } from './mutant.ts';

export const sweepMutants: readonly Mutant[] = [
  {
    name: 'resumes an order without telling anybody',
    file: 'services/orders/resumption.ts',
    find: 'order.emitted.map((emitted) => orderEvent(order, emitted))',
    become: 'order.emitted.slice(0, 0).map((emitted) => orderEvent(order, emitted))',
  },
  {
    name: 'does not cancel what has expired',
    file: 'services/shared/contracts/order-deadlines.ts',
    find: "return 'expire';",
    become: "return 'escalate';",
  },
  {
    name: 'never gives an order up to a person',
    file: 'services/shared/contracts/order-deadlines.ts',
    find: "return resumes < maxResumes ? 'resume' : 'escalate';",
    become: "return 'resume';",
  },
  {
    name: 'lets the sweeper pass an order that is open',
    file: 'services/sweeper/walk-state.ts',
    find: 'return oldest ?? (place ? secondOf(place) : checkpoint);',
    become: 'return place ? secondOf(place) : (oldest ?? checkpoint);',
  },
  {
    name: 'stores an order before it is in the journal',
    file: 'services/orders/place-order.ts',
    find: 'await enterIntoJournal(orderKeyOf(message));',
    become: 'void enterIntoJournal(orderKeyOf(message)).catch(() => undefined);',
  },
  {
    name: 'names in the journal one order of several',
    file: 'services/shared/contracts/order-journal.ts',
    find: 'orders: some,',
    become: 'orders: some.slice(0, 1),',
  },
  {
    name: 'does not watch an order that is opened again behind the sweeper',
    file: 'services/shared/contracts/status-index.ts',
    find: "isUnwatched(before) ? undefined : statusPartitionOf(orderId, 'WATCHED')",
    become: "statusPartition === undefined ? undefined : statusPartitionOf(orderId, 'WATCHED')",
  },
];
