// Reads one item as the latest write left it: what steps decide on must not be a moment old.
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { abortable, type TableRef } from './conditional-writes.ts';

/** Undefined when there is none. Half a read unit more for each 4 KB than a read that may be old. */
export const readLatest = async <Item>(
  { dynamo, name, key }: TableRef,
  value: string,
  signal?: AbortSignal,
): Promise<Item | undefined> => {
  const command = new GetCommand({ TableName: name, Key: { [key]: value }, ConsistentRead: true });
  const { Item } = await dynamo.send(command, abortable(signal));
  return Item as Item | undefined;
};
