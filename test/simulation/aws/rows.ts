// A table, or one of its indexes, as a list of items in order; and pages of it.
import { itemsOf, type Lag } from './lag.ts';
import { validation } from './table-errors.ts';
import type { Index, Table } from './tables.ts';
import { compareStrings, copyOfItem, type Item } from './values.ts';

export type Rows = {
  /** Attributes that say where an item stands, in the order in which they count. */
  keys: readonly string[];
  items: Item[];
};

type Selection = { lag: Lag; isWanted: (item: Item) => boolean };

/** In order. An item without the keys of the index is not in it. */
export const rowsOf = (table: Table, index: Index | undefined, { lag, isWanted }: Selection): Rows => {
  const keys = index ? [index.partition, index.sort, ...table.key] : table.key;
  const items = itemsOf(table, lag).filter(
    (item) => keys.every((key) => item[key] !== undefined) && isWanted(item),
  );
  return { keys, items: items.sort((a, b) => compareKeys(keys, a, b)) };
};

const compareKeys = (keys: readonly string[], a: Item, b: Item): number => {
  for (const key of keys) {
    const order = compareStrings(String(a[key]), String(b[key]));
    if (order !== 0) return order;
  }
  return 0;
};

type PageOptions = { start: Item | undefined; limit: number | undefined; isForward: boolean };

/** As DynamoDB says it: a page that is full has a LastEvaluatedKey, also when nothing follows. */
export const pageOf = ({ keys, items }: Rows, { start, limit, isForward }: PageOptions) => {
  if (limit !== undefined && limit < 1) throw validation('Limit must be greater than or equal to 1');
  const ordered = isForward ? items : items.toReversed();
  const rest = start ? ordered.filter((item) => isAfter(keys, item, start, isForward)) : ordered;
  const page = limit === undefined ? rest : rest.slice(0, limit);
  const last = limit !== undefined && page.length === limit ? page.at(-1) : undefined;
  return { page, ...(last && { LastEvaluatedKey: keysOf(keys, last) }) };
};

/** The item that `start` names need not exist any more. */
const isAfter = (keys: readonly string[], item: Item, start: Item, isForward: boolean): boolean => {
  if (keys.length !== Object.keys(start).length || keys.some((key) => typeof start[key] !== 'string'))
    throw validation('The provided starting key is invalid');
  const order = compareKeys(keys, item, start);
  return isForward ? order > 0 : order < 0;
};

const keysOf = (keys: readonly string[], item: Item): Item =>
  copyOfItem(Object.fromEntries(keys.map((key) => [key, item[key] ?? null])));

/** What a row shows of its item. */
export const projected = (item: Item, { keys }: Rows, index: Index | undefined): Item =>
  index?.projection === 'KEYS_ONLY' ? keysOf(keys, item) : copyOfItem(item);
