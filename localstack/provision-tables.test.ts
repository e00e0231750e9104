// Tables that were built by an earlier topology.json.
import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Aws } from '#platform/aws.ts';
import { readEnv } from '#platform/env.ts';
import { createRuntime } from '#platform/runtime.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { desiredTable } from './desired-table.ts';
import { provisionTables } from './provision-tables.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());

/** An AWS whose tables have a prefix, with an OrdersTable that has this key and no index. */
const withOldTable = async (prefix: string, partition: string): Promise<Aws> => {
  const { aws: old } = createRuntime(readEnv({ ...aws.variables, RESOURCE_PREFIX: prefix }));
  const table = desiredTable(`${prefix}OrdersTable`, { key: { partition } });
  await old.dynamo.send(new CreateTableCommand(table));
  return old;
};

it('adds the indexes that are missing', async () => {
  const old = await withOldTable('older-', 'orderId');
  await provisionTables(old);
  const { Table } = await old.dynamo.send(new DescribeTableCommand({ TableName: 'older-OrdersTable' }));
  const indexes = Table?.GlobalSecondaryIndexes?.map((index) => [index.IndexName, index.IndexStatus]);
  expect(indexes?.sort()).toEqual([
    ['byCustomer', 'ACTIVE'],
    ['byStatus', 'ACTIVE'],
  ]);
  old.close();
});

it('refuses a table with another key, and says what to do', async () => {
  const old = await withOldTable('other-', 'id');
  await expect(provisionTables(old)).rejects.toThrow(/other-OrdersTable has another key.*delete the table/);
  old.close();
});
