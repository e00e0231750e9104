import { describe, expect, it } from 'vitest';
import { finalStatuses, isFinal, type OrderStatus, orderStatuses } from './order-status.ts';
import { statusPartitionAfter, statusPartitions } from './status-index.ts';

const orderId = '0198a3f2-7c11-7abc-8def-0123456789ab';
const open = orderStatuses.filter((status) => !isFinal(status));

/** The groups that an order goes through, from one status to the next. */
const groupsOf = (...statuses: OrderStatus[]) => {
  let [order] = statuses.map((status): Parameters<typeof statusPartitionAfter>[0] => ({ orderId, status }));
  const groups: (string | undefined)[] = [];
  for (const status of statuses.slice(1)) {
    const partition: string | undefined = order && statusPartitionAfter(order, status);
    order = { orderId, status, ...(partition && { statusPartition: partition }) };
    groups.push(partition?.split('#')[0]);
  }
  return groups;
};

describe('the partition of an order', () => {
  it('is none while all goes well', () => {
    expect(groupsOf('RECEIVED', 'SHIPPED', 'COMPLETED')).toEqual([undefined, undefined]);
  });

  it.each(finalStatuses.filter((status) => status !== 'COMPLETED'))('is its own once it is %s', (status) => {
    expect(groupsOf('RECEIVED', status)).toEqual([status]);
  });

  it('is a watched one when it is open again', () => {
    expect(groupsOf('RECEIVED', 'COMPLETED', 'RETURNING', 'REFUNDED')).toEqual([
      undefined,
      'WATCHED',
      'REFUNDED',
    ]);
  });

  it.each(['WATCHED', 'STUCK'] as const)('of one that is %s is a watched one until it ends', (group) => {
    const before = { orderId, status: 'RECEIVED', statusPartition: `${group}#3` } as const;
    for (const status of open) expect(statusPartitionAfter(before, status)).toBe('WATCHED#3');
    for (const status of finalStatuses) expect(statusPartitionAfter(before, status)).toBe(`${status}#3`);
  });
});

describe('the partitions of a status', () => {
  it.each(orderStatuses)('have each order that is %s, or there are none', (status) => {
    const partitions = statusPartitions(status);
    const before = { orderId, status: 'RECEIVED' } as const;
    if (partitions) expect(partitions).toContain(statusPartitionAfter(before, status));
    else expect(statusPartitionAfter(before, status)).toBeUndefined();
  });
});
