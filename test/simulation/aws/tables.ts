// The tables of services/topology.json, with their items; and what DynamoDB asks of keys.
import { type IndexSettings, tableNames, tableSettings } from '#platform/topology.ts';
import { noSuchTable, validation } from './table-errors.ts';
import { type Item, toItem, typeOf, type Value } from './values.ts';

export type Index = IndexSettings & { name: string };

export type Table = {
  /** The attributes that are the key, one or two: strings, as all keys here. */
  key: readonly string[];
  indexes: readonly Index[];
  /** By key, see `nameOf`. An item is replaced, never changed. */
  items: Map<string, Item>;
  /** What items were lately, oldest first, each until when; undefined while there was none. */
  past: Map<string, { item: Item | undefined; until: number }[]>;
  /** Milliseconds since the epoch. */
  now: () => number;
};

export type Tables = Map<string, Table>;

/** By name, `prefix` included. */
export const createTables = (prefix: string, now: () => number): Tables =>
  new Map(
    tableNames.map((name) => {
      const { key, indexes = {} } = tableSettings(name);
      const empty = { items: new Map(), past: new Map(), now };
      const table = {
        key: key.sort ? [key.partition, key.sort] : [key.partition],
        indexes: Object.entries(indexes).map(toIndex),
        ...empty,
      };
      return [prefix + name, table];
    }),
  );

const toIndex = ([name, settings]: [string, IndexSettings]): Index => {
  if (settings.projection !== 'KEYS_ONLY' && settings.projection !== 'ALL')
    throw new Error(`The fakes do not support the projection ${settings.projection} of ${name}`);
  return { name, ...settings };
};

/** @throws ResourceNotFoundException */
export const findTable = (tables: Tables, name: string | undefined): Table => {
  const table = tables.get(name ?? '');
  if (!table) throw noSuchTable();
  return table;
};

const emptyKey = 'The AttributeValue for a key attribute cannot contain an empty string value.';

/** What an item goes by: its key's value, or both of them. */
export const nameOf = ({ key }: Table, item: Item): string => key.map((one) => item[one]).join('\n');

/** The name of a key that is given as `{ id: '…' }`. @throws ValidationException */
export const keyOf = (table: Table, given: object | undefined): string => {
  const item = (given ?? {}) as Item;
  if (table.key.some((one) => typeof item[one] !== 'string') || Object.keys(item).length !== table.key.length)
    throw validation('The provided key element does not match the schema');
  for (const one of table.key)
    if (item[one] === '')
      throw validation(`One or more parameter values are not valid. ${emptyKey} Key: ${one}`);
  return nameOf(table, item);
};

/** A copy of an item to be stored. @throws ValidationException */
export const newItemOf = (table: Table, given: object | undefined): Item => {
  const item = toItem(given ?? {});
  for (const one of table.key) assertKey(one, item[one]);
  assertIndexable(table, item);
  return item;
};

const assertKey = (key: string, value: Value | undefined): void => {
  if (value === undefined)
    throw validation(`One or more parameter values were invalid: Missing the key ${key} in the item`);
  if (typeof value !== 'string')
    throw validation(
      `One or more parameter values were invalid: Type mismatch for key ${key} expected: S actual: ${typeOf(value)}`,
    );
  if (value === '') throw validation(`One or more parameter values are not valid. ${emptyKey} Key: ${key}`);
};

/** An item may lack the keys of an index, and is then not in it; but they must be strings. @throws ValidationException */
export const assertIndexable = ({ indexes }: Table, item: Item): void => {
  for (const index of indexes)
    for (const key of [index.partition, index.sort]) assertIndexKey(index, key, item[key]);
};

const assertIndexKey = ({ name }: Index, key: string, value: Value | undefined): void => {
  if (value === undefined || (typeof value === 'string' && value !== '')) return;
  if (value === '')
    throw validation(
      `One or more parameter values are not valid. A value specified for a secondary index key is not supported. ${emptyKey} IndexName: ${name}, IndexKey: ${key}`,
    );
  throw validation(
    `One or more parameter values were invalid: Type mismatch for Index Key ${key} Expected: S Actual: ${typeOf(value)} IndexName: ${name}`,
  );
};
