// The embedded AWS: its ports, its parts, and that nothing of it outlives the process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { getStoreReadonly } from 'aws-ses-v2-local/dist/store.js';
import { expect, it, vi } from 'vitest';
import { newStockRecord } from '#contracts/stock-record.ts';
import { startTestAws } from '#test/test-aws.ts';
import { dynoxideBinary, isDynoxide, startDynoxide } from './dynoxide.ts';
import { startEmbeddedAws } from './embedded.ts';
import { probe } from './probe.ts';
import { seed } from './seed.ts';

const endpoints = (env: Record<string, string>) =>
  ['SQS', 'DYNAMODB', 'SESV2'].map((part) => String(env[`AWS_ENDPOINT_URL_${part}`]));

const answers = async (url: string): Promise<boolean> => (await probe(url)) !== undefined;

it('takes another port where one is taken', async () => {
  const occupant = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
  await once(occupant, 'listening');
  const taken = (occupant.address() as AddressInfo).port;
  const aws = await startEmbeddedAws({ ports: { messaging: taken, dynamo: taken, mail: taken } });
  const urls = endpoints(aws.env);
  expect(urls).not.toContain(`http://127.0.0.1:${taken}`);
  expect(new Set(urls).size).toBe(3);
  expect(await Promise.all(urls.map(answers))).toEqual([true, true, true]);
  await aws.stop();
  occupant.close();
});

it('leaves nothing behind when it stops', async () => {
  const aws = await startEmbeddedAws({ ports: 'free' });
  await aws.stop();
  expect(await Promise.all(endpoints(aws.env).map(answers))).toEqual([false, false, false]);
});

it('uses a DynamoDB that is already there, and leaves it running', async () => {
  const first = await startEmbeddedAws({ ports: 'free' });
  const dynamoUrl = first.env.AWS_ENDPOINT_URL_DYNAMODB;
  const second = await startEmbeddedAws({ ports: 'free', dynamoUrl });
  expect(second.env.AWS_ENDPOINT_URL_DYNAMODB).toBe(dynamoUrl);
  await second.stop();
  expect(await isDynoxide(String(dynamoUrl))).toBe(true);
  await first.stop();
});

it('names the way out where there is no binary for the platform', () => {
  const wayOut = /plan9-mips.*amazon\/dynamodb-local.*AWS_ENDPOINT_URL_DYNAMODB=http:/;
  expect(() => dynoxideBinary('plan9-mips')).toThrow(wayOut);
});

it('says what the binary said when it does not start', async () => {
  const starting = startDynoxide(undefined, { binary: process.execPath });
  await expect(starting).rejects.toThrow(/did not answer in 3 attempts\..*Cannot find module.*serve/s);
});

it('does not outlive a process that is killed', async () => {
  const program = `
    const { startEmbeddedAws } = await import('./localstack/embedded.ts');
    const { env } = await startEmbeddedAws({ ports: 'free', dynamoUrl: '' });
    process.stdout.write(env.AWS_ENDPOINT_URL_DYNAMODB + '\\n');`;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface(parent.stdout), 'line')) as [string];
  expect(await isDynoxide(url)).toBe(true);
  parent.kill('SIGKILL');
  await vi.waitFor(async () => expect(await answers(url)).toBe(false), { timeout: 5_000, interval: 20 });
});

it('answers the SDK for queues, tables and mail; keeps the newest mails only', async () => {
  const { runtime, mailbox, stop } = await startTestAws();
  const queue = await runtime.aws.sqs.send(new GetQueueUrlCommand({ QueueName: 'order-queue' }));
  expect(queue.QueueUrl).toMatch(/order-queue$/);
  const tables = await runtime.aws.dynamo.send(new ListTablesCommand({}));
  expect(tables.TableNames).toContain('OrdersTable');

  const { emails } = getStoreReadonly();
  const old = { messageId: 'old', from: '', replyTo: [], subject: 'old', body: {}, attachments: [], at: 0 };
  const destination = { to: [], cc: [], bcc: [] };
  emails.push(...Array.from({ length: 10_000 }, () => ({ ...old, destination })));
  await runtime.aws.ses.send(
    new SendEmailCommand({
      FromEmailAddress: 'orders@waybill.example',
      Destination: { ToAddresses: ['john@example.com'] },
      Content: { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'John' } } } },
    }),
  );
  const kept = await mailbox();
  expect(kept).toHaveLength(10_000);
  expect(kept.at(-1)).toMatchObject({ subject: 'Hello', destination: { to: ['john@example.com'] } });
  await stop();
});

it('is stocked once: a second seed leaves stock and prices as they are', async () => {
  const { runtime, scan, stop } = await startTestAws();
  expect(await seed(runtime.tables)).toBeGreaterThanOrEqual(8);
  const products = await scan('InventoryTable');
  const product = { name: expect.any(String), description: expect.any(String), price: 9999, currency: 'USD' };
  expect(products).toContainEqual(newStockRecord({ productId: 'p123', ...product }, 100_000));
  expect(await seed(runtime.tables)).toBe(0);
  expect(await scan('InventoryTable')).toEqual(products);
  await stop();
});
