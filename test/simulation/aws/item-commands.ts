// Get, Put, Update and Delete of one item.
import {
  DeleteCommand,
  GetCommand,
  type GetCommandInput,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type CommandEntry, command } from './command.ts';
import { itemOf, type Lag, lagOf } from './lag.ts';
import { picked } from './places.ts';
import { readItem } from './read-item.ts';
import { onlySupports } from './supported.ts';
import { conditionFailed, validation } from './table-errors.ts';
import { findTable, keyOf, type Tables } from './tables.ts';
import { copyOfItem, type Item } from './values.ts';
import { commit, prepareDelete, preparePut, prepareUpdate, type Write } from './writes.ts';

const reads = new Set([
  'TableName',
  'Key',
  'ConsistentRead',
  'ProjectionExpression',
  'ExpressionAttributeNames',
]);
const changes = [
  'TableName',
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ReturnValues',
  'ReturnValuesOnConditionCheckFailure',
];
const puts = new Set([...changes, 'Item']);
const deletes = new Set([...changes, 'Key']);
const updates = new Set([...changes, 'Key', 'UpdateExpression']);

const oldOnly = ['NONE', 'ALL_OLD'];
const oldOrNew = [...oldOnly, 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW'];

export const itemCommands = (tables: Tables): CommandEntry[] => [
  command(GetCommand, (input, lag) => {
    onlySupports('Get', input, reads);
    return get(tables, input, lagOf(input, lag));
  }),
  command(PutCommand, (input) => {
    onlySupports('Put', input, puts);
    return written(preparePut(tables, input), input.ReturnValues, oldOnly);
  }),
  command(DeleteCommand, (input) => {
    onlySupports('Delete', input, deletes);
    return written(prepareDelete(tables, input), input.ReturnValues, oldOnly);
  }),
  command(UpdateCommand, (input) => {
    onlySupports('Update', input, updates);
    return written(prepareUpdate(tables, input), input.ReturnValues, oldOrNew);
  }),
];

const get = (tables: Tables, input: GetCommandInput, lag: Lag) => {
  const read = readItem(input);
  const table = findTable(tables, input.TableName);
  const item = itemOf(table, keyOf(table, input.Key), lag);
  return item ? { Item: read(item) } : {};
};

/** Makes a write that stands alone. @throws ConditionalCheckFailedException; ValidationException */
const written = (write: Write, returned: string | undefined, allowed: readonly string[]) => {
  const kind = returned ?? 'NONE';
  if (!allowed.includes(kind)) throw validation('ReturnValues is set to a value that this operation has not');
  const old = write.table.items.get(write.key);
  if (!write.isAllowed(old)) throw conditionFailed(write.tellsOld ? old : undefined);
  const next = write.next(old);
  commit(write, next);
  const Attributes = attributesOf(kind, kind.endsWith('NEW') ? next : old, write);
  return Attributes ? { Attributes } : {};
};

const attributesOf = (kind: string, item: Item | undefined, { places }: Write): Item | undefined => {
  if (kind === 'NONE' || !item) return undefined;
  if (kind.startsWith('ALL')) return copyOfItem(item);
  const attributes = picked(item, places);
  return Object.keys(attributes).length > 0 ? attributes : undefined;
};
