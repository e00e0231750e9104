// An embedded AWS of a test file's own: provisioned, with a runtime to start services on and eyes on what happens in it.
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { MessageSpyReader } from 'fauxqs';
import { newStockRecord } from '#contracts/stock-record.ts';
import { readEnv } from '#platform/env.ts';
import { createTracedRuntime, type Runtime } from '#platform/runtime.ts';
import type { TableName } from '#platform/topology.ts';
import { startEmbeddedAws } from '../../localstack/embedded.ts';
import { provision } from '../../localstack/provision.ts';

type Mail = { subject: string; destination: { to: string[] }; body: { text?: string; html?: string } };

export type TestAws = {
  runtime: Runtime;
  /** Endpoints and credentials, to give to another process. */
  variables: Record<string, string>;
  spy: MessageSpyReader;
  /** All that was mailed so far. */
  mailbox: () => Promise<Mail[]>;
  scan: (table: TableName) => Promise<Record<string, unknown>[]>;
  /** Puts products with `available` units into the catalogue, at 5.00 USD each. */
  stock: (available: Record<string, number>) => Promise<void>;
  stop: () => Promise<void>;
};

/** `variables` go over the defaults, which are quick and silent; LOG_LEVEL=info shows what a test does. */
export const startTestAws = async (variables: Record<string, string> = {}): Promise<TestAws> => {
  const embedded = await startEmbeddedAws({ ports: 'free' });
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: embedded.env.AWS_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY: embedded.env.AWS_SECRET_ACCESS_KEY,
  });
  const LOG_LEVEL = process.env.LOG_LEVEL ?? 'silent';
  const all = { ...embedded.env, LOG_LEVEL, RECEIVE_WAIT_SECONDS: '1', HOST: '127.0.0.1', ...variables };
  const env = readEnv({ PORT: '0', OPERATOR_TOKEN: 'test-operator', ...all });
  const runtime = await createTracedRuntime(env);
  await provision(runtime);
  return {
    runtime,
    variables: all,
    spy: embedded.spy,
    mailbox: () => readMailbox(embedded.mailboxUrl),
    scan: (table) => scan(runtime, table),
    stock: (available) => stock(runtime, available),
    stop: async () => {
      runtime.aws.close();
      await runtime.tracer?.close();
      await embedded.stop();
    },
  };
};

/** The mails that the mailbox at `url` holds. */
export const readMailbox = async (url: string): Promise<Mail[]> => {
  const response = await fetch(`${url}/store`, { signal: AbortSignal.timeout(5_000) });
  const { emails } = (await response.json()) as { emails: Mail[] };
  return emails;
};

const scan = async ({ aws }: Runtime, table: TableName): Promise<Record<string, unknown>[]> => {
  const items: Record<string, unknown>[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await aws.dynamo.send(
      new ScanCommand({ TableName: aws.tableName(table), ExclusiveStartKey, ConsistentRead: true }),
    );
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
};

/** Puts products with so many units into the catalogue, at 5.00 USD each. */
export const stock = async (
  { aws }: Pick<Runtime, 'aws'>,
  products: Record<string, number>,
): Promise<void> => {
  const TableName = aws.tableName('InventoryTable');
  const put = ([productId, units]: [string, number]) => {
    const product = { productId, name: `Product ${productId}`, description: '', price: 500, currency: 'USD' };
    return aws.dynamo.send(new PutCommand({ TableName, Item: newStockRecord(product, units) }));
  };
  await Promise.all(Object.entries(products).map(put));
};
