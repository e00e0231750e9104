// Builds the tables with their indexes and expiry, and adds an index or an expiry that is missing.
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { Aws } from '#platform/aws.ts';
import { tableNames, tableSettings } from '#platform/topology.ts';
import { desiredTable } from './desired-table.ts';

/** Idempotent: what is already as topology.json says is only read. */
export const provisionTables = async ({ dynamo, tableName }: Aws): Promise<void> => {
  const ensureTable = async (table: (typeof tableNames)[number]) => {
    const TableName = tableName(table);
    const settings = tableSettings(table);
    const desired = desiredTable(TableName, settings);
    const current = await describe(dynamo, TableName);
    if (!current) await create(dynamo, desired);
    if (!isActive(current)) await untilActive(dynamo, TableName);
    if (current) await addMissingIndexes(dynamo, current, desired);
    if (settings.expiresAt) await ensureExpiry(dynamo, TableName, settings.expiresAt);
  };
  await Promise.all(tableNames.map(ensureTable));
};

const activeWithinMs = 60_000;
const pollMs = 100;

type Dynamo = Aws['dynamo'];

const describe = async (dynamo: Dynamo, TableName: string): Promise<TableDescription | undefined> => {
  try {
    return (await dynamo.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};

const isActive = (table: TableDescription | undefined): boolean =>
  table?.TableStatus === 'ACTIVE' &&
  (table.GlobalSecondaryIndexes ?? []).every((index) => index.IndexStatus === 'ACTIVE');

const untilActive = async (dynamo: Dynamo, TableName: string): Promise<void> => {
  const deadline = performance.now() + activeWithinMs;
  while (!isActive(await describe(dynamo, TableName))) {
    if (performance.now() > deadline) throw new Error(`Table ${TableName} did not become ACTIVE in a minute`);
    await delay(pollMs);
  }
};

/** Another provisioner may have created it since we looked: that is as good. */
const create = async (dynamo: Dynamo, desired: CreateTableCommandInput): Promise<void> => {
  try {
    await dynamo.send(new CreateTableCommand(desired));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
};

/** @throws Error when the table has another key: no call can change that */
const addMissingIndexes = async (
  dynamo: Dynamo,
  current: TableDescription,
  desired: CreateTableCommandInput,
): Promise<void> => {
  const { TableName, AttributeDefinitions, KeySchema } = desired;
  if (!isDeepStrictEqual(current.KeySchema, KeySchema))
    throw new Error(`Table ${TableName} has another key than topology.json says: delete the table first`);
  const existing = new Set(current.GlobalSecondaryIndexes?.map((index) => index.IndexName));
  const missing = (desired.GlobalSecondaryIndexes ?? []).filter((index) => !existing.has(index.IndexName));
  for (const Create of missing) {
    const GlobalSecondaryIndexUpdates = [{ Create }];
    await dynamo.send(
      new UpdateTableCommand({ TableName, AttributeDefinitions, GlobalSecondaryIndexUpdates }),
    );
    await untilActive(dynamo, String(TableName));
  }
};

const ensureExpiry = async (dynamo: Dynamo, TableName: string, AttributeName: string): Promise<void> => {
  const { TimeToLiveDescription } = await dynamo.send(new DescribeTimeToLiveCommand({ TableName }));
  const { TimeToLiveStatus, AttributeName: current } = TimeToLiveDescription ?? {};
  if (current === AttributeName && TimeToLiveStatus?.startsWith('ENABL')) return;
  const TimeToLiveSpecification = { AttributeName, Enabled: true };
  await dynamo.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
};
