// Lists orders, newest first: by customer, by status, by both or all of them.
import { journals, type OrderKey } from '#contracts/order-journal.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { OrderStatus } from '#contracts/order-status.ts';
import { statusPartitions } from '#contracts/status-index.ts';
import { maxBatchKeys } from '#platform/batch-get.ts';
import { customerKeyOf } from '#platform/ids.ts';
import { mergeNewest } from './merge-newest.ts';
import type { OrderReader, Partition } from './order-reader.ts';

type ListOrders = {
  customerEmail?: string;
  status?: OrderStatus;
  limit: number;
  /** The createdKey after which the page begins. */
  after?: string;
};

type Reader = Pick<OrderReader, 'getMany' | 'newest'>;

type OrderPage = { orders: OrderRecord[]; next?: string };

/**
 * Where a filter leaves little, this many reads of the journal or an index make one page: shorter than asked for, but with a
 * cursor. Each reads twice as many keys as the one before, as far as a batch goes.
 */
const maxRounds = 5;

export const listOrders = async (reader: Reader, query: ListOrders): Promise<OrderPage> => {
  const { status, limit } = query;
  const partitions = partitionsOf(query);
  const orders: OrderRecord[] = [];
  let next = query.after;
  for (let round = 0; round < maxRounds && orders.length < limit; round += 1) {
    const size = Math.min(limit * 2 ** round, maxBatchKeys);
    const keys = await newestOf(reader, partitions, size + 1, next);
    const page = keys.slice(0, size);
    const found = await reader.getMany([...new Set(page.map(({ orderId }) => orderId))]);
    const wanted = page.map((key) => orderAt(key, found)).filter((order) => isWanted(order, status));
    const taken = wanted.slice(0, limit - orders.length);
    orders.push(...taken);
    next = taken.length < wanted.length ? taken.at(-1)?.createdKey : page.at(-1)?.createdKey;
    if (taken.length === wanted.length && keys.length <= size) return { orders };
  }
  return { orders, ...(next !== undefined && { next }) };
};

const newestOf = async (
  reader: Reader,
  partitions: readonly Partition[],
  limit: number,
  before: string | undefined,
): Promise<OrderKey[]> => {
  const options = { limit, ...(before !== undefined && { before }) };
  const lists = await Promise.all(partitions.map((partition) => reader.newest(partition, options)));
  return mergeNewest(lists, limit);
};

/** The journal has all orders; for those of one customer, or with an ending that is rare, there is a shorter way. */
const partitionsOf = ({ customerEmail, status }: ListOrders): Partition[] => {
  if (customerEmail !== undefined) return [{ in: 'byCustomer', value: customerKeyOf(customerEmail) }];
  const indexed = status && statusPartitions(status);
  return indexed
    ? indexed.map((value) => ({ in: 'byStatus', value }))
    : journals.map((value) => ({ in: 'journal', value }));
};

/**
 * The journal names an order once more, at a later time, when its request was repeated, and names what was never stored. An
 * order is listed where it was created, and nowhere else.
 */
const orderAt = (
  { orderId, createdKey }: OrderKey,
  found: ReadonlyMap<string, OrderRecord>,
): OrderRecord | undefined => {
  const order = found.get(orderId);
  return order?.createdKey === createdKey ? order : undefined;
};

/** Indexes lag behind, and the journal holds all statuses: the record itself decides. */
const isWanted = (order: OrderRecord | undefined, status: OrderStatus | undefined): order is OrderRecord =>
  order !== undefined && (status === undefined || order.status === status);
