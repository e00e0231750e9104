// The two systems that are compared: how each is provisioned and started. They take the same environment and orders.
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { newStockRecord } from '#contracts/stock-record.ts';
import type { Aws } from '#platform/aws.ts';
import { provision } from '../localstack/provision.ts';
import { provisionBaseline } from './baseline/provision.ts';
import { withAws } from './support/aws.ts';
import { catalogue } from './support/orders.ts';

export type SystemName = 'textbook' | 'waybill';

export type System = {
  name: SystemName;
  prefix: string;
  /** The program that runs the service named by its argument. */
  program: string;
  /** Beside the environment that both take. */
  variables: Record<string, string>;
  /** Until most of its code is compiled and its connections are open: ten thousand AWS calls of either at the least. */
  warmUpOrders: number;
  /** Builds what it needs, and fills its catalogue. */
  provision: (variables: Record<string, string>) => Promise<void>;
};

/** Those that an order passes through. */
export const workers = ['orders', 'payment', 'inventory', 'shipping', 'notification'] as const;

const provisionWaybill: System['provision'] = (variables) =>
  withAws(variables, async (aws, env) => {
    await provision({ env, aws });
    await stockWaybill(aws);
  });

const batchSize = 25;

const stockWaybill = async ({ dynamo, tableName }: Aws): Promise<void> => {
  const records = catalogue.map(({ stock, ...product }) =>
    newStockRecord({ ...product, description: '', currency: 'USD' }, stock),
  );
  for (let start = 0; start < records.length; start += batchSize) {
    const puts = records.slice(start, start + batchSize).map((Item) => ({ PutRequest: { Item } }));
    await dynamo.send(new BatchWriteCommand({ RequestItems: { [tableName('InventoryTable')]: puts } }));
  }
};

export const systems: Record<SystemName, System> = {
  textbook: {
    name: 'textbook',
    prefix: 'textbook-',
    program: 'bench/baseline/main.ts',
    // Every call through the SDK's middleware.
    variables: { AWS_CALLS: 'sdk' },
    warmUpOrders: 200,
    provision: (variables) => withAws(variables, (aws) => provisionBaseline(aws, catalogue)),
  },
  waybill: {
    name: 'waybill',
    prefix: 'waybill-',
    program: 'services/main.ts',
    variables: {},
    warmUpOrders: 3_000,
    provision: provisionWaybill,
  },
};
