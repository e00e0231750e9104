// BatchExecuteStatement: conditional writes in PartiQL, each succeeding or failing alone. Only the forms that
// services/shared/platform/statements.ts makes: an INSERT of attributes, an UPDATE of paths under equalities.
import { BatchExecuteStatementCommand, type BatchExecuteStatementCommandInput } from '@aws-sdk/lib-dynamodb';
import { type CommandEntry, command } from './command.ts';
import { onlySupports } from './supported.ts';
import { isValidation, validation } from './table-errors.ts';
import { findTable, type Tables } from './tables.ts';
import { commit, preparePut, prepareUpdate, type Write } from './writes.ts';

type Statement = NonNullable<BatchExecuteStatementCommandInput['Statements']>[number];
type Response = { TableName?: string; Error?: { Code: string; Message: string } };

const maxStatements = 25;
const supported = {
  command: new Set(['Statements']),
  statement: new Set(['Statement', 'Parameters']),
};

export const statementCommands = (tables: Tables): CommandEntry[] => [
  command(BatchExecuteStatementCommand, (input) => {
    onlySupports('BatchExecuteStatement', input, supported.command);
    const statements = input.Statements ?? [];
    if (statements.length === 0 || statements.length > maxStatements)
      throw validation(`1 to ${maxStatements} statements can be executed together`);
    return { Responses: statements.map((statement) => execute(tables, statement)) };
  }),
];

const execute = (tables: Tables, statement: Statement): Response => {
  onlySupports('BatchExecuteStatement', statement, supported.statement);
  const { name, text, Code, prepare } = parse(statement.Statement ?? '');
  const parameters = [...(statement.Parameters ?? [])];
  try {
    const write = prepare(tables, name, parameters);
    const old = write.table.items.get(write.key);
    if (!write.isAllowed(old)) return { TableName: name, Error: { Code, Message: 'The condition failed' } };
    commit(write, write.next(old));
    return { TableName: name };
  } catch (error) {
    if (!isValidation(error)) throw error;
    return { Error: { Code: 'ValidationError', Message: `${error.message} in ${text}` } };
  }
};

type Parsed = {
  name: string;
  text: string;
  /** What it is called when its condition fails. */
  Code: 'DuplicateItem' | 'ConditionalCheckFailed';
  prepare: (tables: Tables, name: string, parameters: unknown[]) => Write;
};

const known = new Map<string, Parsed>();

/** Parsed once for each text. */
const parse = (text: string): Parsed => {
  const parsed = known.get(text) ?? parseInsert(text) ?? parseUpdate(text);
  if (!parsed) throw new Error(`The fakes do not understand the statement ${text}`);
  known.set(text, parsed);
  return parsed;
};

const parseInsert = (text: string): Parsed | undefined => {
  const [, name = '', members = ''] = /^INSERT INTO "([^"]+)" VALUE \{(.+)\}$/.exec(text) ?? [];
  if (members === '') return undefined;
  const attributes = members.split(', ').map((member) => /^'(\w+)': \?$/.exec(member)?.[1] ?? '');
  if (attributes.includes('')) return undefined;
  const prepare: Parsed['prepare'] = (tables, TableName, parameters) => {
    const Item = Object.fromEntries(attributes.map((attribute, index) => [attribute, parameters[index]]));
    const [key = ''] = findTable(tables, TableName).key;
    return preparePut(tables, {
      TableName,
      Item,
      ConditionExpression: 'attribute_not_exists(#key)',
      ExpressionAttributeNames: { '#key': key },
    });
  };
  return { name, text, Code: 'DuplicateItem', prepare };
};

const parseUpdate = (text: string): Parsed | undefined => {
  const [, name = '', assignments = '', conditions = ''] =
    /^UPDATE "([^"]+)" SET (.+) WHERE (.+)$/.exec(text) ?? [];
  if (conditions === '') return undefined;
  const names: Record<string, string> = {};
  let count = 0;
  /** With placeholders for names and values, an UPDATE reads as the expressions of UpdateItem do. */
  const rewritten = (part: string) =>
    part.replaceAll(/"([^"]+)"|\?/g, (whole, attribute: string | undefined) => {
      if (whole === '?') {
        count += 1;
        return `:p${count}`;
      }
      const placeholder = `#${String(attribute).replaceAll('-', '_')}`;
      names[placeholder] = String(attribute);
      return placeholder;
    });
  const UpdateExpression = `SET ${rewritten(assignments)}`;
  const [keyCondition = '', ...others] = conditions.split(' AND ');
  const key = /^"(\w+)" = \?$/.exec(keyCondition)?.[1];
  if (!key) return undefined;
  const keyPlaceholder = rewritten(keyCondition);
  const parts = others.map((one) =>
    one.endsWith(' IS MISSING')
      ? `attribute_not_exists(${rewritten(one.slice(0, -' IS MISSING'.length))})`
      : rewritten(one),
  );
  const ConditionExpression = [keyPlaceholder, ...parts].join(' AND ');
  const keyIndex = Number(/:p(\d+)$/.exec(keyPlaceholder)?.[1]) - 1;
  const prepare: Parsed['prepare'] = (tables, TableName, parameters) =>
    prepareUpdate(tables, {
      TableName,
      Key: { [key]: parameters[keyIndex] },
      UpdateExpression,
      ConditionExpression,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: Object.fromEntries(
        parameters.map((value, index) => [`:p${index + 1}`, value]),
      ),
    });
  return { name, text, Code: 'ConditionalCheckFailed', prepare };
};
