import { describe, expect, it } from 'vitest';
import { finalStatuses, isFinal, type OrderStatus, orderStatuses } from './order-status.ts';
import { statusPartitionAfter, statusPartitionOf, statusPartitions } from './status-index.ts';

const orderId = '0198a3f2-7c11-7abc-8def-0123456789ab';
const open = orderStatuses.filter((status) => !isFinal(status));
const groupOf = (partition: string) => partition.split('#')[0];

/** The groups that an order goes through, from one status to the next. */
const groupsOf = (...statuses: OrderStatus[]) => {
  let order = { orderId, status: statuses[0] as OrderStatus, statusPartition: '' };
  order.statusPartition = statusPartitionOf(orderId, order.status);
  const groups = [groupOf(order.statusPartition)];
  for (const status of statuses.slice(1)) {
    order = { orderId, status, statusPartition: statusPartitionAfter(order, status) };
    groups.push(groupOf(order.statusPartition));
  }
  return groups;
};

describe('the partition of an order', () => {
  it('never changes while all goes well', () => {
    expect(new Set(groupsOf('RECEIVED', 'SHIPPED', 'COMPLETED'))).toEqual(new Set(['CURRENT']));
  });

  it.each(finalStatuses.filter((status) => status !== 'COMPLETED'))('is its own once it is %s', (status) => {
    expect(groupsOf('RECEIVED', status)).toEqual(['CURRENT', status]);
  });

  it('is a watched one when it is open again', () => {
    expect(groupsOf('RECEIVED', 'COMPLETED', 'RETURNING', 'REFUNDED')).toEqual([
      'CURRENT',
      'CURRENT',
      'WATCHED',
      'REFUNDED',
    ]);
  });

  it.each(['WATCHED', 'STUCK'] as const)('of one that is %s is a watched one until it ends', (group) => {
    const before = { orderId, status: 'RECEIVED', statusPartition: `${group}#3` } as const;
    for (const status of open) expect(statusPartitionAfter(before, status)).toBe('WATCHED#3');
    expect(statusPartitionAfter(before, 'COMPLETED')).toBe('CURRENT#3');
    expect(statusPartitionAfter(before, 'CANCELLED')).toBe('CANCELLED#3');
  });
});

describe('the partitions of a status', () => {
  it.each(orderStatuses)('hold each order that can be %s, and so do those of any', (status) => {
    for (const group of ['CURRENT', 'WATCHED', 'STUCK'] as const) {
      const partition = statusPartitionOf(orderId, status, group);
      expect(statusPartitions(status)).toContain(partition);
      expect(statusPartitions()).toContain(partition);
    }
  });

  it('are named once each', () => {
    expect(new Set(statusPartitions()).size).toBe(statusPartitions().length);
  });
});
