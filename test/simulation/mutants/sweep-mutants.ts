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
    find: 'return oldest ?? (place ? createdAtOf(place) : checkpoint);',
    become: 'return place ? createdAtOf(place) : (oldest ?? checkpoint);',
  },
  {
    name: 'does not watch an order that is opened again behind the sweeper',
    file: 'services/shared/contracts/status-index.ts',
    find: "isInCurrent(before) ? 'CURRENT' : 'WATCHED'",
    become: "currentPartitions.includes(before.statusPartition) ? 'CURRENT' : 'WATCHED'",
  },
  {
    name: 'does not watch any longer what has moved a little',
    file: 'services/shared/contracts/status-index.ts',
    find: "isInCurrent(before) ? 'CURRENT' : 'WATCHED'",
    become: "isFinal(before.status) ? 'WATCHED' : 'CURRENT'",
  },
];
