// How OrdersTable's index byStatus is partitioned: by open, stuck and final, in a few partitions each.
import { finalStatuses, isFinal, type OrderStatus } from './order-status.ts';

const partitions = 4;
const partitionsOf = (group: string): string[] =>
  Array.from({ length: partitions }, (_, index) => `${group}#${index}`);

/**
 * The partition of the index byStatus. Orders that are not final share `OPEN`, so that an order costs the index three
 * writes and not two for each status; a few partitions each spread the load, since one alone would be hot. `STUCK` holds
 * the open orders that wait for a person.
 */
export const statusPartitionOf = (orderId: string, status: OrderStatus, isStuck = false): string => {
  const group = isFinal(status) ? status : isStuck ? 'STUCK' : 'OPEN';
  return `${group}#${Number.parseInt(orderId.slice(-2), 16) % partitions}`;
};

export const openPartitions = partitionsOf('OPEN');
export const stuckPartitions = partitionsOf('STUCK');

export const isStuckPartition = (partition: string): boolean => stuckPartitions.includes(partition);

/** All partitions in which orders of a status can be; of any status, without one. */
export const statusPartitions = (status?: OrderStatus): string[] => {
  if (status && isFinal(status)) return partitionsOf(status);
  const open = [...openPartitions, ...stuckPartitions];
  return status ? open : [...open, ...finalStatuses.flatMap(partitionsOf)];
};
