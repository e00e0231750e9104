// How OrdersTable's index byStatus is partitioned: by open and final, in a few partitions each.
import { finalStatuses, isFinal, type OrderStatus } from './order-status.ts';

const partitions = 4;

/**
 * The partition of the index byStatus. Orders that are not final share `OPEN`, so that an order costs the index three
 * writes and not two for each status; a few partitions each spread the load, since one alone would be hot.
 */
export const statusPartitionOf = (orderId: string, status: OrderStatus): string =>
  `${isFinal(status) ? status : 'OPEN'}#${Number.parseInt(orderId.slice(-2), 16) % partitions}`;

/** All partitions in which orders of a status can be; of any status, without one. */
export const statusPartitions = (status?: OrderStatus): string[] => {
  const groups = status ? [isFinal(status) ? status : 'OPEN'] : ['OPEN', ...finalStatuses];
  return groups.flatMap((group) => Array.from({ length: partitions }, (_, index) => `${group}#${index}`));
};
