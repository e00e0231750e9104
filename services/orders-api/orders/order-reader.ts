// Orders, read only: what the API shows of them, and where it finds them.
import type { MailRecord } from '#contracts/mail-record.ts';
import type { OrderKey } from '#contracts/order-journal.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { newestInIndex } from './newest-in-index.ts';
import { newestInJournal } from './newest-in-journal.ts';
import { readOrders, readSnapshots, type SnapshotDeps } from './read-snapshots.ts';

/** What is known of an order at one moment; each part is there once it was written. */
export type Snapshot = { order?: OrderRecord; mail?: MailRecord };
export type KnownOrder = Snapshot & { order: OrderRecord };

/** Where to look for orders: one partition of an index, or one of the journals. */
export type Partition = { in: 'byCustomer' | 'byStatus' | 'journal'; value: string };

/** `before` is a createdKey: orders that are no older are left out. */
export type Wanted = { limit: number; before?: string };

/** Orders are given with all that the owners of their facts have stored, told to `orders` or not. */
export type OrderReader = {
  get: (orderId: string) => Promise<Snapshot>;
  /** At most 100 orders by id. */
  getMany: (orderIds: readonly string[]) => Promise<Map<string, OrderRecord>>;
  /** At most `maxSnapshots` orders by id with their mails, as the latest writes left them. */
  snapshots: (orderIds: readonly string[]) => Promise<Map<string, Snapshot>>;
  /** Keys of a partition, newest first; fewer than `limit` at its end alone. */
  newest: (partition: Partition, wanted: Wanted) => Promise<OrderKey[]>;
};

export const createOrderReader = (deps: SnapshotDeps): OrderReader => {
  const snapshots: OrderReader['snapshots'] = (orderIds) => readSnapshots(deps, orderIds);
  return {
    get: async (orderId) => (await snapshots([orderId])).get(orderId) ?? {},
    getMany: (orderIds) => readOrders(deps, orderIds),
    snapshots,
    newest: (partition, wanted) =>
      partition.in === 'journal'
        ? newestInJournal(deps.aws, partition.value, wanted)
        : newestInIndex(deps.aws, { index: partition.in, value: partition.value }, wanted),
  };
};
