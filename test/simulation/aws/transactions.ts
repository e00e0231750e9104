// TransactWrite: all writes or none, with a reason for each.
import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { type CommandEntry, command } from './command.ts';
import { onlySupports } from './supported.ts';
import { conditionFailedReason, isValidation, transactionCanceled, validation } from './table-errors.ts';
import type { Tables } from './tables.ts';
import type { Item } from './values.ts';
import {
  commit,
  prepareConditionCheck,
  prepareDelete,
  preparePut,
  prepareUpdate,
  type Write,
} from './writes.ts';

const maxItems = 100;
const guarded = [
  'TableName',
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ReturnValuesOnConditionCheckFailure',
];
const supported = {
  command: new Set(['TransactItems']),
  Put: new Set([...guarded, 'Item']),
  Update: new Set([...guarded, 'Key', 'UpdateExpression']),
  Delete: new Set([...guarded, 'Key']),
  ConditionCheck: new Set([...guarded, 'Key']),
};

export const transactionCommands = (tables: Tables): CommandEntry[] => [
  command(TransactWriteCommand, (input) => {
    onlySupports('TransactWrite', input, supported.command);
    transact((input.TransactItems ?? []).map((one) => prepare(tables, one)));
    return {};
  }),
];

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const prepare = (tables: Tables, item: TransactItem): Write => {
  const { Put, Update, Delete, ConditionCheck } = item;
  for (const [kind, input] of Object.entries(item))
    if (input) onlySupports(`TransactWrite's ${kind}`, input, supported[kind as keyof typeof supported]);
  if (Put) return preparePut(tables, Put);
  if (Update) return prepareUpdate(tables, Update);
  if (Delete) return prepareDelete(tables, Delete);
  if (ConditionCheck) return prepareConditionCheck(tables, ConditionCheck);
  throw validation('TransactItems can only contain one of Check, Put, Update or Delete');
};

/** @throws ValidationException; TransactionCanceledException, and then nothing is written */
const transact = (writes: readonly Write[]): void => {
  if (writes.length === 0 || writes.length > maxItems)
    throw validation(
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to ${maxItems} and at least 1`,
    );
  assertDistinct(writes);
  const outcomes = writes.map(outcomeOf);
  if (outcomes.some(({ reason }) => reason.Code !== 'None'))
    throw transactionCanceled(outcomes.map(({ reason }) => reason));
  for (const { write, next } of outcomes) commit(write, next);
};

const assertDistinct = (writes: readonly Write[]): void => {
  for (const [index, { table, key }] of writes.entries())
    for (let other = index + 1; other < writes.length; other += 1)
      if (writes[other]?.table === table && writes[other]?.key === key)
        throw validation('Transaction request cannot include multiple operations on one item');
};

type Outcome = { write: Write; reason: CancellationReason; next?: Item | undefined };

/** Each write sees its item as it was before the transaction. */
const outcomeOf = (write: Write): Outcome => {
  const old = write.table.items.get(write.key);
  if (!write.isAllowed(old))
    return { write, reason: conditionFailedReason(write.tellsOld ? old : undefined) };
  try {
    return { write, reason: { Code: 'None' }, next: write.next(old) };
  } catch (error) {
    if (!isValidation(error)) throw error;
    return { write, reason: { Code: 'ValidationError', Message: error.message } };
  }
};
