// How OrdersTable's index byStatus is partitioned: by where an order is to be looked for, in a few partitions each.
import type { OrderRecord } from './order-record.ts';
import { finalStatuses, isFinal, type OrderStatus } from './order-status.ts';

/**
 * Where open orders are. Nearly all are in `CURRENT`, which the sweeper walks once, in order of time. It looks at all of
 * `WATCHED` again and again: orders that could otherwise be behind it. `STUCK` are those that wait for a person.
 */
type OpenGroup = 'CURRENT' | 'WATCHED' | 'STUCK';

const partitions = 4;
const partitionsOf = (group: string): string[] =>
  Array.from({ length: partitions }, (_, index) => `${group}#${index}`);

/**
 * The partition of the index byStatus. An order that completes stays in `CURRENT`, so that it costs the index one write; other
 * endings have a group each. A few partitions each spread the load, since one alone would be hot.
 */
export const statusPartitionOf = (
  orderId: string,
  status: OrderStatus,
  whileOpen: OpenGroup = 'CURRENT',
): string => {
  const group = !isFinal(status) ? whileOpen : status === 'COMPLETED' ? 'CURRENT' : status;
  return `${group}#${Number.parseInt(orderId.slice(-2), 16) % partitions}`;
};

export const currentPartitions = partitionsOf('CURRENT');
export const watchedPartitions = partitionsOf('WATCHED');
export const stuckPartitions = partitionsOf('STUCK');

export const isStuckPartition = (partition: string): boolean => stuckPartitions.includes(partition);

type Standing = Pick<OrderRecord, 'orderId' | 'status' | 'statusPartition'>;

/** Open, and not watched. Once it is not, an order never is again. */
export const isInCurrent = ({ status, statusPartition }: Omit<Standing, 'orderId'>): boolean =>
  !isFinal(status) && currentPartitions.includes(statusPartition);

/**
 * Where an order is to be looked for once it stands in `status`. The sweeper may have passed an order that was over, or that
 * is watched: when it is open after that, it is watched.
 */
export const statusPartitionAfter = (before: Standing, status: OrderStatus): string =>
  statusPartitionOf(before.orderId, status, isInCurrent(before) ? 'CURRENT' : 'WATCHED');

/** All partitions in which orders of a status can be; of any status, without one. */
export const statusPartitions = (status?: OrderStatus): string[] => {
  if (status === 'COMPLETED') return currentPartitions;
  if (status && isFinal(status)) return partitionsOf(status);
  const open = [...currentPartitions, ...watchedPartitions, ...stuckPartitions];
  const elsewhere = finalStatuses.filter((one) => one !== 'COMPLETED');
  return status ? open : [...open, ...elsewhere.flatMap(partitionsOf)];
};
