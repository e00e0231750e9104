// Pure: conditional writes as PartiQL statements, so that many of them, to any tables, share one BatchExecuteStatement.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.statements.html
import type { BatchExecuteStatementCommandInput } from '@aws-sdk/lib-dynamodb';

/** One write to the table `name`, whose key attribute is `key`. */
export type Write = { name: string; key: string } & (Insert | Update);

/** Stores an item whose key is not taken. */
export type Insert = { item: Record<string, unknown> };

/** Changes the item whose key is `of`, if all of `when` holds. */
export type Update = { of: string } & Change;

export type Change = {
  /** Attributes that must have these values; with undefined, be missing. */
  when: Record<string, unknown>;
  /** Values by path: `state`, or `events.PaymentCaptured` inside a map that exists. */
  set: Record<string, unknown>;
};

type Statement = NonNullable<BatchExecuteStatementCommandInput['Statements']>[number];

export const statementOf = (write: Write): Statement => ('item' in write ? insertOf(write) : updateOf(write));

const insertOf = ({ name, item }: Write & Insert): Statement => {
  const attributes = Object.entries(item).filter(([, value]) => value !== undefined);
  const members = attributes.map(([attribute]) => `'${attribute}': ?`).join(', ');
  return {
    Statement: `INSERT INTO "${name}" VALUE {${members}}`,
    Parameters: attributes.map(([, value]) => value),
  };
};

const updateOf = ({ name, key, of, when, set }: Write & Update): Statement => {
  const assignments = Object.keys(set).map((path) => `${quoted(path)} = ?`);
  const conditions = Object.entries({ [key]: of, ...when }).map(([path, value]) =>
    value === undefined ? `${quoted(path)} IS MISSING` : `${quoted(path)} = ?`,
  );
  return {
    Statement: `UPDATE "${name}" SET ${assignments.join(', ')} WHERE ${conditions.join(' AND ')}`,
    Parameters: [...Object.values(set), of, ...Object.values(when).filter((value) => value !== undefined)],
  };
};

/** 'events.PaymentCaptured' → '"events"."PaymentCaptured"': many attributes' names are reserved words. */
const quoted = (path: string): string =>
  path
    .split('.')
    .map((step) => `"${step}"`)
    .join('.');
