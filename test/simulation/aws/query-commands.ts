// Query and Scan, of a table or an index.
import {
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { bind } from './bindings.ts';
import { type CommandEntry, command } from './command.ts';
import { filterExpression, keyConditionExpression, projectionExpression } from './expressions.ts';
import { inRange } from './key-conditions.ts';
import { type Lag, lagOf } from './lag.ts';
import { type Bindings, placeOf } from './paths.ts';
import { picked } from './places.ts';
import { pageOf, projected, type Rows, rowsOf } from './rows.ts';
import { onlySupports } from './supported.ts';
import { validation } from './table-errors.ts';
import { findTable, type Index, type Table, type Tables } from './tables.ts';
import { type Item, toItem } from './values.ts';

const common = [
  'TableName',
  'IndexName',
  'ConsistentRead',
  'FilterExpression',
  'ProjectionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'Limit',
  'ExclusiveStartKey',
];
const scans = new Set(common);
const queries = new Set([...common, 'KeyConditionExpression', 'ScanIndexForward']);

export const queryCommands = (tables: Tables): CommandEntry[] => [
  command(QueryCommand, (input, lag) => {
    onlySupports('Query', input, queries);
    return query(tables, input, lagOf(input, lag));
  }),
  command(ScanCommand, (input, lag) => {
    onlySupports('Scan', input, scans);
    return scan(tables, input, lagOf(input, lag));
  }),
];

const query = (tables: Tables, input: QueryCommandInput, lag: Lag) => {
  const { KeyConditionExpression: text } = input;
  if (text === undefined)
    throw validation('Either the KeyConditions or KeyConditionExpression parameter must be specified');
  const condition = keyConditionExpression(text);
  const { filter, projection } = filtersOf(input);
  const bindings = bind(input, [condition, filter, projection]);
  const { table, index } = sourceOf(tables, input);
  const [partition = '', sort] = table.key;
  const keys = index ?? { partition, sort };
  const isWanted = inRange(condition, bindings, keys);
  if (input.ExclusiveStartKey && !isWanted(toItem(input.ExclusiveStartKey)))
    throw validation('The provided starting key is outside query boundaries based on provided conditions');
  const rows = rowsOf(table, index, { lag, isWanted });
  return answer(input, { rows, index, bindings }, input.ScanIndexForward ?? true);
};

const scan = (tables: Tables, input: ScanCommandInput, lag: Lag) => {
  const { filter, projection } = filtersOf(input);
  const bindings = bind(input, [filter, projection]);
  const { table, index } = sourceOf(tables, input);
  return answer(input, { rows: rowsOf(table, index, { lag, isWanted: () => true }), index, bindings }, true);
};

type Shared = QueryCommandInput | ScanCommandInput;

const filtersOf = ({ FilterExpression, ProjectionExpression }: Shared) => ({
  filter: FilterExpression === undefined ? undefined : filterExpression(FilterExpression),
  projection: ProjectionExpression === undefined ? undefined : projectionExpression(ProjectionExpression),
});

const sourceOf = (
  tables: Tables,
  { TableName, IndexName, ConsistentRead }: Shared,
): { table: Table; index: Index | undefined } => {
  const table = findTable(tables, TableName);
  if (IndexName === undefined) return { table, index: undefined };
  const index = table.indexes.find(({ name }) => name === IndexName);
  if (!index) throw validation(`The table does not have the specified index: ${IndexName}`);
  if (ConsistentRead) throw validation('Consistent reads are not supported on global secondary indexes');
  return { table, index };
};

type Source = { rows: Rows; index: Index | undefined; bindings: Bindings };

/** Filters count after the limit, as in DynamoDB: a page may be empty and still not be the last. */
const answer = (input: Shared, { rows, index, bindings }: Source, isForward: boolean) => {
  const start = input.ExclusiveStartKey && toItem(input.ExclusiveStartKey);
  const { page, ...last } = pageOf(rows, { start, limit: input.Limit, isForward });
  const { filter, projection } = filtersOf(input);
  const shown = page.map((item) => projected(item, rows, index));
  const kept = filter ? shown.filter((item) => filter.meaning(item, bindings)) : shown;
  const places = projection?.meaning.map((path) => placeOf(path, bindings));
  const Items: Item[] = places ? kept.map((item) => picked(item, places)) : kept;
  return { Items, Count: Items.length, ScannedCount: page.length, ...last };
};
