// Pure: the journal of orders, OrderJournalTable. An entry names orders that were accepted within one second, so that many share
// one write; whoever looks for orders by time reads entries. See docs/decisions/0007-a-journal-of-orders.md.
import { createHash } from 'node:crypto';
import { chunked } from './chunked.ts';
import type { OrderRecord } from './order-record.ts';

export type OrderKey = Pick<OrderRecord, 'orderId' | 'createdKey'>;

/** `entryKey` is `second#hash of orders`: sorts by time, and the same orders make the same entry. */
export type JournalEntry = {
  journal: string;
  entryKey: string;
  /** Each without what `entryKey` says already: `123` + orderId, for an order of 123 ms after the second. */
  orders: string[];
};

/** So that an entry costs one write unit, and ten of them name as many orders as one BatchGetItem reads. */
export const maxEntryOrders = 10;

const parts = 4;
/** Each second is in one of them, so that what is entered again because its message came again comes up beside it. */
export const journals = Array.from({ length: parts }, (_, part) => `journal#${part}`);

/** '2026-01-02T03:04:05.678Z', or what begins so → '2026-01-02T03:04:05'. */
export const secondOf = (time: string): string => time.slice(0, '2026-01-02T03:04:05'.length);

const journalOf = (second: string): string => `journal#${Number(second.slice(-2)) % parts}`;

/** The fewest entries that name them all. */
export const entriesOf = (keys: readonly OrderKey[]): JournalEntry[] => {
  const bySecond = Map.groupBy(keys, ({ createdKey }) => secondOf(createdKey));
  return [...bySecond].flatMap(([second, within]) => {
    const orders = within.map(
      ({ orderId, createdKey }) => createdKey.slice(second.length + 1, -orderId.length - 2) + orderId,
    );
    return chunked(orders, maxEntryOrders).map((some) => ({
      journal: journalOf(second),
      entryKey: `${second}#${hashOf(some)}`,
      orders: some,
    }));
  });
};

/** 132 bits of it: who enters orders gains nothing by two entries that have the same. */
const hashOf = (orders: readonly string[]): string =>
  createHash('sha256').update(orders.join()).digest('base64url').slice(0, 22);

/** Those that an entry names. */
export const keysIn = ({ entryKey, orders }: JournalEntry): OrderKey[] =>
  orders.map((order) => {
    const [milliseconds, orderId] = [order.slice(0, 3), order.slice(3)];
    return { orderId, createdKey: `${secondOf(entryKey)}.${milliseconds}Z#${orderId}` };
  });
