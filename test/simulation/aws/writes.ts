// One write, prepared: all that can be refused without its item is checked, nothing is done yet. Single commands and
// transactions are made of these.
import type {
  DeleteCommandInput,
  PutCommandInput,
  TransactWriteCommandInput,
  UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { bind } from './bindings.ts';
import type { Condition } from './conditions.ts';
import { conditionExpression, type Expression, updateExpression } from './expressions.ts';
import { store } from './lag.ts';
import type { Bindings, Place } from './paths.ts';
import { validation } from './table-errors.ts';
import { assertIndexable, findTable, keyOf, nameOf, newItemOf, type Table, type Tables } from './tables.ts';
import { type Item, toItem } from './values.ts';

export type Write = {
  table: Table;
  key: string;
  isAllowed: (old: Item | undefined) => boolean;
  /** ReturnValuesOnConditionCheckFailure is ALL_OLD. */
  tellsOld: boolean;
  /** What is stored afterwards; undefined for nothing. @throws ValidationException for what does not fit the item */
  next: (old: Item | undefined) => Item | undefined;
  /** Where an update writes. */
  places: readonly Place[];
};

type Guarded = Pick<
  PutCommandInput,
  'TableName' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues' | 'ConditionExpression'
> & { ReturnValuesOnConditionCheckFailure?: string | undefined };

type ConditionCheckInput = NonNullable<
  NonNullable<TransactWriteCommandInput['TransactItems']>[number]['ConditionCheck']
>;

const noItem: Item = {};

const guardOf = (tables: Tables, input: Guarded, update?: Expression<unknown>) => {
  const { ConditionExpression: text, ReturnValuesOnConditionCheckFailure: returned } = input;
  const condition = text === undefined ? undefined : conditionExpression(text);
  const bindings = bind(input, [condition, update]);
  return {
    table: findTable(tables, input.TableName),
    bindings,
    isAllowed: allowing(condition?.meaning, bindings),
    tellsOld: returned === 'ALL_OLD',
    places: [],
  };
};

const allowing = (condition: Condition | undefined, bindings: Bindings) =>
  condition ? (old: Item | undefined) => condition(old ?? noItem, bindings) : () => true;

export const preparePut = (tables: Tables, input: PutCommandInput): Write => {
  const guard = guardOf(tables, input);
  const item = newItemOf(guard.table, input.Item);
  return { ...guard, key: nameOf(guard.table, item), next: () => item };
};

export const prepareDelete = (tables: Tables, input: DeleteCommandInput): Write => {
  const guard = guardOf(tables, input);
  return { ...guard, key: keyOf(guard.table, input.Key), next: () => undefined };
};

export const prepareConditionCheck = (tables: Tables, input: ConditionCheckInput): Write => {
  const guard = guardOf(tables, input);
  return { ...guard, key: keyOf(guard.table, input.Key), next: (old) => old };
};

export const prepareUpdate = (tables: Tables, input: UpdateCommandInput): Write => {
  const { UpdateExpression: text } = input;
  const update = text === undefined ? undefined : updateExpression(text);
  const guard = guardOf(tables, input, update);
  const { table, bindings } = guard;
  const key = keyOf(table, input.Key);
  const places = update?.meaning.placesOf(bindings) ?? [];
  assertKeepsKey(table, places);
  const next = (old: Item | undefined): Item => {
    const item = old ?? toItem(input.Key ?? {});
    const changed = update ? update.meaning.apply(item, bindings) : item;
    assertIndexable(table, changed);
    return changed;
  };
  return { ...guard, key, places, next };
};

const assertKeepsKey = ({ key }: Table, places: readonly Place[]): void => {
  const place = places.find(([first]) => key.some((one) => one === first));
  if (place)
    throw validation(
      `One or more parameter values were invalid: Cannot update attribute ${place[0]}. This attribute is part of the key`,
    );
};

/** Stores what the write leaves of the item. */
export const commit = ({ table, key }: Write, item: Item | undefined): void => store(table, key, item);
