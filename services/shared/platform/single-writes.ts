// Conditional writes, each by a call of its own: for an emulator that has no PartiQL, or not its conditions.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { MakeWrite, WriteDeps } from './batched-writes.ts';
import type { Insert, Update, Write } from './statements.ts';

export const createSingleWrites =
  ({ dynamo }: Pick<WriteDeps, 'dynamo'>): MakeWrite =>
  async (write) => {
    try {
      await ('item' in write ? dynamo.send(putOf(write)) : dynamo.send(updateOf(write)));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };

const putOf = ({ name, key, item }: Write & Insert): PutCommand =>
  new PutCommand({
    TableName: name,
    Item: item,
    ConditionExpression: 'attribute_not_exists(#key)',
    ExpressionAttributeNames: { '#key': key },
  });

const updateOf = ({ name, key, of, when, set }: Write & Update): UpdateCommand => {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  /** Attributes are named by placeholders: many of their names are reserved words. */
  const pathOf = (path: string) =>
    path
      .split('.')
      .map((step) => {
        names[`#${step}`] = step;
        return `#${step}`;
      })
      .join('.');
  const placeholderOf = (prefix: string, path: string, value: unknown) => {
    const placeholder = `:${prefix}_${path.replaceAll('.', '_')}`;
    values[placeholder] = value;
    return placeholder;
  };
  const assignments = Object.entries(set).map(
    ([path, value]) => `${pathOf(path)} = ${placeholderOf('set', path, value)}`,
  );
  const conditions = Object.entries({ [key]: of, ...when }).map(([path, value]) =>
    value === undefined
      ? `attribute_not_exists(${pathOf(path)})`
      : `${pathOf(path)} = ${placeholderOf('when', path, value)}`,
  );
  return new UpdateCommand({
    TableName: name,
    Key: { [key]: of },
    UpdateExpression: `SET ${assignments.join(', ')}`,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  });
};
