// InventoryTable in memory, for tests that decide themselves in which order calls happen.
import { newStockRecord, productKey } from '#contracts/stock-record.ts';
import type { Tables } from '#platform/tables.ts';

type Item = Record<string, unknown>;

export const memoryTables = (units: Record<string, number>) => {
  const items = new Map<string, Item>();
  const reads: string[] = [];
  const writes: string[] = [];
  for (const [productId, available] of Object.entries(units)) {
    const product = { productId, name: productId, description: '', price: 500, currency: 'USD' };
    items.set(productKey(productId), newStockRecord(product, available));
  }
  const tables: Tables = {
    get: async (_, key) => {
      reads.push(key);
      return structuredClone(items.get(key)) as never;
    },
    look: (table, key) => tables.get(table, key),
    insert: async (_, item) => {
      const key = String((item as Item).id);
      const stored = items.get(key);
      if (stored) return { item: structuredClone(stored) as typeof item, applied: false };
      items.set(key, structuredClone(item) as Item);
      return { item, applied: true };
    },
    update: async (_, key, { when, set }) => {
      const stored = items.get(key);
      if (!stored || Object.entries(when).some(([name, value]) => stored[name] !== value))
        return { applied: false, item: structuredClone(stored) as never };
      writes.push(key);
      items.set(key, { ...stored, ...structuredClone(set) });
      return { applied: true };
    },
  };
  const count = (keys: readonly string[], productId: string) =>
    keys.filter((key) => key === productKey(productId)).length;
  return {
    tables,
    items,
    readsOf: (productId: string) => count(reads, productId),
    writesOf: (productId: string) => count(writes, productId),
  };
};
