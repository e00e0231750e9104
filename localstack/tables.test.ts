// Tables that were built by an earlier topology.json.
import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEnv } from '#platform/env.ts';
import { createRuntime, type Runtime } from '#platform/runtime.ts';
import { startTestAws, type TestAws } from '../test/support/test-aws.ts';
import { desiredTable } from './desired-table.ts';
import { provisionTables } from './tables.ts';

let test: TestAws;
beforeAll(async () => {
  test = await startTestAws();
});
afterAll(() => test.stop());

/** A runtime whose tables have a prefix, with an OrdersTable that has this key and no index. */
const withOldTable = async (prefix: string, partition: string): Promise<Runtime> => {
  const runtime = createRuntime(readEnv({ ...test.variables, RESOURCE_PREFIX: prefix }));
  const old = desiredTable(`${prefix}OrdersTable`, { key: { partition } });
  await runtime.aws.dynamo.send(new CreateTableCommand(old));
  return runtime;
};

it('adds the indexes that are missing', async () => {
  const { aws } = await withOldTable('older-', 'orderId');
  await provisionTables(aws);
  const { Table } = await aws.dynamo.send(new DescribeTableCommand({ TableName: 'older-OrdersTable' }));
  const indexes = Table?.GlobalSecondaryIndexes?.map((index) => [index.IndexName, index.IndexStatus]);
  expect(indexes?.sort()).toEqual([
    ['byCustomer', 'ACTIVE'],
    ['byStatus', 'ACTIVE'],
  ]);
  aws.close();
});

it('refuses a table with another key, and says what to do', async () => {
  const { aws } = await withOldTable('other-', 'id');
  await expect(provisionTables(aws)).rejects.toThrow(/other-OrdersTable has another key.*delete the table/);
  aws.close();
});
