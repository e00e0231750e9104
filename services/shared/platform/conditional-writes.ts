// The two writes that most steps are made of. A failed condition is not an error: it returns what is stored, so that the
// caller can emit again what the first attempt stored.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

export type TableRef = { dynamo: DynamoDBDocumentClient; name: string; key: string };

/** What is stored now; `applied` says whether this call wrote it. */
export type Written<Item> = { item: Item; applied: boolean };

/** Stores `item` unless its key is taken. One write unit per KB, also when it is. */
export const putOnce = async <Item extends object>(
  table: TableRef,
  item: Item,
  signal?: AbortSignal,
): Promise<Written<Item>> => {
  const command = new PutCommand({
    TableName: table.name,
    Item: item,
    ConditionExpression: 'attribute_not_exists(#key)',
    ExpressionAttributeNames: { '#key': table.key },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  try {
    await table.dynamo.send(command, abortable(signal));
    return { item, applied: true };
  } catch (error) {
    const stored = itemOfFailedCondition<Item>(error);
    if (!stored) throw error;
    return { item: stored, applied: false };
  }
};

type Change = {
  key: string;
  /** Attributes that must have these values. */
  when: Record<string, unknown>;
  /** Values by path: `state`, or `events.PaymentCaptured` inside a map that exists. */
  set: Record<string, unknown>;
};

/** Changes an item if it is as `when` says; `item` is undefined when there is none. */
export const updateWhen = async <Item>(
  table: TableRef,
  change: Change,
  signal?: AbortSignal,
): Promise<Written<Item | undefined>> => {
  const command = new UpdateCommand({
    TableName: table.name,
    Key: { [table.key]: change.key },
    ...expressions(change),
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  try {
    const { Attributes } = await table.dynamo.send(command, abortable(signal));
    return { item: Attributes as Item, applied: true };
  } catch (error) {
    return { item: itemOfFailedCondition<Item>(error), applied: false };
  }
};

export const abortable = (signal: AbortSignal | undefined) => (signal ? { abortSignal: signal } : {});

/** What is stored where a condition failed, if that was asked for. @throws the error itself, when it says anything else */
export const itemOfFailedCondition = <Item>(error: unknown): Item | undefined => {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  return error.Item && (unmarshall(error.Item) as Item);
};

/** Attributes are named by placeholders: many of their names are reserved words. */
const expressions = ({ when, set }: Change) => {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const placeholder = (part: string) => {
    const name = `#${part}`;
    names[name] = part;
    return name;
  };
  const equality = ([path, value]: [string, unknown], prefix: string) => {
    const parts = path.split('.');
    const name = `:${prefix}_${parts.join('_')}`;
    values[name] = value;
    return `${parts.map(placeholder).join('.')} = ${name}`;
  };
  const conditions = Object.entries(when).map((one) => equality(one, 'when'));
  const assignments = Object.entries(set).map((one) => equality(one, 'set'));
  return {
    UpdateExpression: `SET ${assignments.join(', ')}`,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
};
