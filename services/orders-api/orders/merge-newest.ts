// Pure: several lists of orders' keys, each newest first → one, newest first, each order once.
import type { OrderKey } from '#contracts/order-journal.ts';

/**
 * The `limit` newest keys. Right as long as each list has its own `limit` newest. While an order moves from one partition
 * to another, both may list it: it counts once.
 */
export const mergeNewest = (lists: readonly (readonly OrderKey[])[], limit: number): OrderKey[] => {
  const positions = lists.map(() => 0);
  const merged = new Map<string, OrderKey>();
  while (merged.size < limit) {
    const heads = lists.map((list, index) => list[positions[index] ?? 0]);
    const newest = heads.reduce<number>(
      (best, head, index) => (isNewer(head, heads[best]) ? index : best),
      0,
    );
    const head = heads[newest];
    if (!head) break;
    positions[newest] = (positions[newest] ?? 0) + 1;
    merged.set(head.createdKey, head);
  }
  return [...merged.values()];
};

const isNewer = (a: OrderKey | undefined, b: OrderKey | undefined): boolean =>
  a !== undefined && (b === undefined || a.createdKey > b.createdKey);
