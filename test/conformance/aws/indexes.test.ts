// Conformance: queries of indexes and reads of many items, in pages.
import {
  BatchGetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, it, vi } from 'vitest';
import { describeAws } from './describe-aws.ts';

const customerKey = 'customer 1';
const orderOf = (number: number) => ({
  orderId: `order ${number}`,
  customerKey,
  createdKey: `2026-01-0${number}`,
  statusPartition: 'COMPLETED',
  total: number,
});
const orders = [1, 2, 3, 4, 5].map(orderOf);
const strangers = [
  { ...orderOf(6), customerKey: 'customer 2' },
  { orderId: 'order 7', customerKey },
];
const days = (...numbers: number[]) => numbers.map((number) => `2026-01-0${number}`);

describeAws('an index', (system) => {
  const table = () => system().aws.tableName('OrdersTable');
  const query = (range: string, values: object, more: Partial<QueryCommandInput> = {}) =>
    system().aws.dynamo.send(
      new QueryCommand({
        TableName: table(),
        IndexName: 'byCustomer',
        KeyConditionExpression: `customerKey = :customer${range}`,
        ExpressionAttributeValues: { ':customer': customerKey, ...values },
        ...more,
      }),
    );
  const daysIn = async (...request: Parameters<typeof query>) =>
    (await query(...request)).Items?.map(({ createdKey }) => createdKey);

  beforeAll(async () => {
    const { dynamo } = system().aws;
    for (const Item of [...orders, ...strangers])
      await dynamo.send(new PutCommand({ TableName: table(), Item }));
    // An index follows its table a moment later.
    await vi.waitFor(async () => expect(await daysIn('', {})).toHaveLength(orders.length));
  });

  it('gives the keys of one partition in the order of its sort key, without items that have none', async () => {
    const { Items, Count, LastEvaluatedKey } = await query('', {});
    expect(Items).toEqual(orders.map(({ orderId, createdKey }) => ({ orderId, customerKey, createdKey })));
    expect([Count, LastEvaluatedKey]).toEqual([5, undefined]);
  });

  it.each([
    ['= :x', { ':x': '2026-01-02' }, days(2)],
    ['< :x', { ':x': '2026-01-02' }, days(1)],
    ['<= :x', { ':x': '2026-01-02' }, days(1, 2)],
    ['> :x', { ':x': '2026-01-04' }, days(5)],
    ['>= :x', { ':x': '2026-01-04' }, days(4, 5)],
    ['BETWEEN :x AND :y', { ':x': '2026-01-02', ':y': '2026-01-04' }, days(2, 3, 4)],
  ])('gives the range createdKey %s', async (range, values, expected) => {
    expect(await daysIn(` AND createdKey ${range}`, values)).toEqual(expected);
  });

  it('gives the keys that begin with a text', async () => {
    const values = { ':x': '2026-01-0' };
    expect(await daysIn(' AND begins_with(createdKey, :x)', values)).toEqual(days(1, 2, 3, 4, 5));
    expect(await daysIn(' AND begins_with(createdKey, :x)', { ':x': '2027' })).toEqual([]);
  });

  it.each([
    [true, [days(1, 2), days(3, 4), days(5)]],
    [false, [days(5, 4), days(3, 2), days(1)]],
  ])('is read in pages, ascending: %s', async (ScanIndexForward, expected) => {
    const pages: unknown[][] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await query('', {}, { Limit: 2, ScanIndexForward, ExclusiveStartKey });
      pages.push(page.Items?.map(({ createdKey }) => createdKey) ?? []);
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    expect(pages).toEqual(expected);
  });

  it('counts its filter after its limit', async () => {
    const filter = { FilterExpression: 'orderId = :wanted', Limit: 2 };
    const { Items, ScannedCount, LastEvaluatedKey } = await query('', { ':wanted': 'order 3' }, filter);
    expect([Items, ScannedCount]).toEqual([[], 2]);
    expect(LastEvaluatedKey).toEqual({ orderId: 'order 2', customerKey, createdKey: '2026-01-02' });
  });

  it('leaves the whole items to a batch, which gives those that are there', async () => {
    const Keys = ['order 1', 'order 3', 'no such order'].map((orderId) => ({ orderId }));
    const command = new BatchGetCommand({ RequestItems: { [table()]: { Keys, ConsistentRead: true } } });
    const { Responses, UnprocessedKeys } = await system().aws.dynamo.send(command);
    const found = Responses?.[table()]?.toSorted((a, b) => Number(a.total) - Number(b.total));
    expect(found).toEqual([orderOf(1), orderOf(3)]);
    expect(UnprocessedKeys ?? {}).toEqual({});
  });

  it('is not needed to scan a table, in pages', async () => {
    const found: unknown[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const scan = { TableName: table(), Limit: 3, ExclusiveStartKey, ConsistentRead: true };
      const page = await system().aws.dynamo.send(new ScanCommand(scan));
      expect(page.Items?.length).toBeLessThanOrEqual(3);
      found.push(...(page.Items ?? []).map(({ orderId }) => orderId));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    expect(found.toSorted()).toEqual([...orders, ...strangers].map(({ orderId }) => orderId));
  });
});
