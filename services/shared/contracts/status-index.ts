// How OrdersTable's index byStatus is partitioned. Only orders that do not simply complete are in it: all are in the journal
// (order-journal.ts), where whoever looks for the others finds them.
import type { OrderRecord } from './order-record.ts';
import { isFinal, type OrderStatus } from './order-status.ts';

/**
 * Where an open order is found beside the journal, which the sweeper walks once, in order of time. It looks at all of
 * `WATCHED` again and again: orders that it could be past. `STUCK` are those that wait for a person.
 */
type OpenGroup = 'WATCHED' | 'STUCK';

const partitions = 4;
const partitionsOf = (group: string): string[] =>
  Array.from({ length: partitions }, (_, index) => `${group}#${index}`);

/** A few partitions for each group spread the load, since one alone would be hot. */
export const statusPartitionOf = (orderId: string, group: OpenGroup | OrderStatus): string =>
  `${group}#${Number.parseInt(orderId.slice(-2), 16) % partitions}`;

export const watchedPartitions = partitionsOf('WATCHED');
export const stuckPartitions = partitionsOf('STUCK');

type Standing = Pick<OrderRecord, 'orderId' | 'status' | 'statusPartition'>;

export const isStuck = ({ statusPartition = '' }: Pick<Standing, 'statusPartition'>): boolean =>
  stuckPartitions.includes(statusPartition);

/** Open, and in the journal alone. Once it is not, an order never is again. */
export const isUnwatched = ({ status, statusPartition }: Omit<Standing, 'orderId'>): boolean =>
  !isFinal(status) && statusPartition === undefined;

/**
 * Where an order is to be looked for, beside the journal, once it stands in `status`; undefined: nowhere. The sweeper may
 * have passed an order that was over, or that is watched: when it is open after that, it is watched.
 */
export const statusPartitionAfter = (before: Standing, status: OrderStatus): string | undefined => {
  const { orderId, statusPartition } = before;
  if (!isFinal(status)) return isUnwatched(before) ? undefined : statusPartitionOf(orderId, 'WATCHED');
  // What is in no group need not enter one: the journal has what completes.
  return status === 'COMPLETED' && !statusPartition ? undefined : statusPartitionOf(orderId, status);
};

/** The partitions that have each order with a status, where there are such; else only the journal has them all. */
export const statusPartitions = (status: OrderStatus): string[] | undefined =>
  isFinal(status) && status !== 'COMPLETED' ? partitionsOf(status) : undefined;
