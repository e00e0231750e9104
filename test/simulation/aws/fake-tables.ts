// What a simulation may see of the tables beside calling AWS.
import { findTable, type Tables } from './tables.ts';
import type { Item } from './values.ts';

/** Tables go by the names of services/topology.json. */
export type FakeTables = {
  /** All items of a table, in the order in which they were first put. They are not copies, and must not be changed. */
  items: (table: string) => Iterable<Readonly<Item>>;
  /** One item, as `items`. */
  item: (table: string, key: string) => Readonly<Item> | undefined;
};

export const createFakeTables = (tables: Tables, prefix: string): FakeTables => ({
  items: (table) => findTable(tables, prefix + table).items.values(),
  item: (table, key) => findTable(tables, prefix + table).items.get(key),
});
