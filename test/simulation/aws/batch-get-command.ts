// BatchGet: many items by key, in no particular order.
import { BatchGetCommand, type BatchGetCommandInput } from '@aws-sdk/lib-dynamodb';
import { type CommandEntry, command } from './command.ts';
import { itemOf, type Lag, lagOf } from './lag.ts';
import { readItem } from './read-item.ts';
import { onlySupports } from './supported.ts';
import { validation } from './table-errors.ts';
import { findTable, keyOf, type Table, type Tables } from './tables.ts';
import type { Item } from './values.ts';

const maxKeys = 100;
const supported = {
  command: new Set(['RequestItems']),
  table: new Set(['Keys', 'ConsistentRead', 'ProjectionExpression', 'ExpressionAttributeNames']),
};

export const batchCommands = (tables: Tables): CommandEntry[] => [
  command(BatchGetCommand, (input, lag) => {
    onlySupports('BatchGet', input, supported.command);
    return batchGet(tables, input.RequestItems ?? {}, lag);
  }),
];

type Requests = NonNullable<BatchGetCommandInput['RequestItems']>;

const batchGet = (tables: Tables, requests: Requests, lag: Lag) => {
  const count = Object.values(requests).reduce((sum, { Keys = [] }) => sum + Keys.length, 0);
  if (count > maxKeys) throw validation('Too many items requested for the BatchGetItem call');
  const Responses: Record<string, Item[]> = {};
  for (const [name, request] of Object.entries(requests)) {
    onlySupports('BatchGet', request, supported.table);
    Responses[name] = wantedItems(findTable(tables, name), name, request, lagOf(request, lag));
  }
  return { Responses, UnprocessedKeys: {} };
};

/** Backwards: DynamoDB promises no order, so nobody may rely on that of the keys. */
const wantedItems = (table: Table, name: string, request: Requests[string], lag: Lag): Item[] => {
  const { Keys = [] } = request;
  if (Keys.length === 0) throw validation(`The batch get request has no keys of ${name}`);
  const wanted = Keys.map((key) => keyOf(table, key));
  if (new Set(wanted).size < wanted.length)
    throw validation('Provided list of item keys contains duplicates');
  const read = readItem(request);
  return wanted
    .toReversed()
    .map((key) => itemOf(table, key, lag))
    .filter((item) => item !== undefined)
    .map(read);
};
