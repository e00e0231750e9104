// Conformance: a table whose key is two strings, written and read in the order of the second.
import { GetCommand, PutCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, it } from 'vitest';
import { describeAws } from './describe-aws.ts';

const entryOf = (journal: string, entryKey: string) => ({
  journal,
  entryKey,
  orders: [`${journal} ${entryKey}`],
});
const entries = ['…:05#a', '…:05#b', '…:06#a', '…:07#a'].map((key) => entryOf('one', key));
const stranger = entryOf('two', '…:05#a');

describeAws('a table with a sort key', (system) => {
  const table = () => system().aws.tableName('OrderJournalTable');
  const put = (Item: object) =>
    system().aws.dynamo.send(new PutCommand({ TableName: table(), Item: Item as Record<string, unknown> }));
  const query = async (range: string, values: object, more: Partial<QueryCommandInput> = {}) => {
    const command = new QueryCommand({
      TableName: table(),
      KeyConditionExpression: `journal = :journal${range}`,
      ExpressionAttributeValues: { ':journal': 'one', ...values },
      ConsistentRead: true,
      ...more,
    });
    return (await system().aws.dynamo.send(command)).Items;
  };

  beforeAll(async () => {
    for (const entry of [...entries.toReversed(), stranger]) await put(entry);
  });

  it('keeps items that share the first part of their key apart, and has them in order', async () => {
    expect(await query('', {})).toEqual(entries);
  });

  it('replaces an item that has both parts alike', async () => {
    const again = { ...stranger, orders: ['again'] };
    await put(again);
    const Key = { journal: stranger.journal, entryKey: stranger.entryKey };
    const { Item } = await system().aws.dynamo.send(new GetCommand({ TableName: table(), Key }));
    expect(Item).toEqual(again);
    expect(await query('', {})).toEqual(entries);
  });

  it('gives a range from a place on', async () => {
    const range = ' AND entryKey BETWEEN :from AND :before';
    const values = { ':from': '…:05', ':before': '…:07' };
    expect(await query(range, values)).toEqual(entries.slice(0, 3));
    const ExclusiveStartKey = { journal: 'one', entryKey: '…:05#a' };
    expect(await query(range, values, { ExclusiveStartKey, Limit: 1 })).toEqual(entries.slice(1, 2));
  });

  it('gives what is before a place, the last first', async () => {
    const range = ' AND entryKey < :before';
    const newestFirst = { ScanIndexForward: false, Limit: 2 };
    expect(await query(range, { ':before': '…:06.123' }, newestFirst)).toEqual([entries[2], entries[1]]);
  });

  const getByOnePart = () =>
    system().aws.dynamo.send(new GetCommand({ TableName: table(), Key: { journal: 'one' } }));

  it('refuses a key that has one part alone', async () => {
    const invalid = { name: 'ValidationException' };
    await expect(getByOnePart()).rejects.toMatchObject(invalid);
    await expect(put({ journal: 'one' })).rejects.toMatchObject(invalid);
  });

  it('says what is wrong with such a key', async (context) => {
    system().knownToDeviate(context, { moto: 'moto says of a read no more than Validation Exception' });
    await expect(getByOnePart()).rejects.toThrow('The provided key element does not match the schema');
    await expect(put({ journal: 'one' })).rejects.toThrow(/key|Key/);
  });
});
