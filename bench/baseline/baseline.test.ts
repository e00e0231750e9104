// The textbook pipeline, whole, on an embedded AWS: what Waybill is compared with must itself be right.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { SqsSpyMessage } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readEnv } from '#platform/env.ts';
import { stopAll } from '#platform/shutdown.ts';
import { orderBody, post } from '#test/orders.ts';
import { type EmbeddedAws, startEmbeddedAws } from '../../localstack/embedded.ts';
import { queueUrlOf } from './consumer.ts';
import { type Context, createContext, type Running } from './context.ts';
import { startService } from './main.ts';
import { provisionBaseline } from './provision.ts';
import { queueNames, serviceNames, type TableName, tableNames } from './topology.ts';

const waitMs = 15_000;
const prefix = 'textbook-';
const products = Object.entries({ good: 10, plenty: 10, gone: 0, declined: 10, twice: 10, last: 1 });

let embedded: EmbeddedAws;
let context: Context;
let services: Running[];
let url: string;

beforeAll(async () => {
  embedded = await startEmbeddedAws({ ports: 'free' });
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = embedded.env;
  Object.assign(process.env, { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY });
  const LOG_LEVEL = process.env.LOG_LEVEL ?? 'silent';
  const quick = { RECEIVE_WAIT_SECONDS: '1', HOST: '127.0.0.1', PORT: '0', LOG_LEVEL };
  const env = readEnv({ ...embedded.env, ...quick, RESOURCE_PREFIX: prefix });
  context = createContext(env, 'orders');
  const stocked = products.map(([productId, stock]) => ({ productId, name: productId, price: 500, stock }));
  await provisionBaseline(context.aws, stocked);
  await provisionBaseline(context.aws, stocked);
  await leaveBehind();
  services = await Promise.all(serviceNames.map((name) => startService(name, createContext(env, name))));
  url = services.find((service) => service.url)?.url ?? '';
});
afterAll(async () => {
  await stopAll(services);
  context.aws.close();
  await embedded.stop();
});

/** As a process does that dies between its commit and its publishing. */
const leaveBehind = () => {
  const Item = { id: 'left-behind', type: 'LeftBehind', body: '{}', createdAt: '2026-01-02T03:04:05.000Z' };
  return context.aws.dynamo.send(new PutCommand({ TableName: context.tableName('OrdersOutboxTable'), Item }));
};

const placed = async (lines: { productId: string; quantity?: number }[], change = {}): Promise<string> => {
  const response = await fetch(`${url}/orders`, post(orderBody(lines, change)));
  const { orderId } = (await response.json()) as { orderId: string };
  expect(response.status).toBe(202);
  return orderId;
};

/** The mail went out before its message was deleted. */
const mailed = (orderId: string) =>
  embedded.spy.waitForMessage(
    (message) =>
      message.service === 'sqs' &&
      message.queueName === `${prefix}notification-queue` &&
      message.body.includes(orderId),
    'consumed',
    waitMs,
  );

const scan = async (table: TableName): Promise<Record<string, unknown>[]> => {
  const command = new ScanCommand({ TableName: context.tableName(table), ConsistentRead: true });
  return (await context.aws.dynamo.send(command)).Items ?? [];
};

const availableOf = async (productId: string) =>
  (await scan('InventoryTable')).find((product) => product.productId === productId)?.available;

const of = async (table: TableName, orderId: string) =>
  (await scan(table)).filter((item) => item.orderId === orderId);

const ledgerOf = async (orderId: string) =>
  (await of('SimulatedGatewayTable', orderId)).map(({ operation }) => operation).sort();

const mailsOf = async (orderId: string): Promise<string[]> => {
  const response = await fetch(`${embedded.mailboxUrl}/store`);
  const { emails } = (await response.json()) as { emails: { subject: string; body: { text: string } }[] };
  return emails.filter(({ body }) => body.text.includes(orderId)).map(({ subject }) => subject);
};

const publishedOf = (orderId: string): number =>
  embedded.spy
    .getAllMessages()
    .filter(({ service, ...rest }) => service === 'sns' && 'body' in rest && rest.body.includes(orderId))
    .length;

/** All that the pipeline knows of an order, and what is in stock. */
const everything = async (orderId: string) => ({
  order: await of('OrdersTable', orderId),
  payment: await of('PaymentsTable', orderId),
  ledger: await of('SimulatedGatewayTable', orderId),
  reservation: await of('ReservationsTable', orderId),
  shipment: await of('ShipmentsTable', orderId),
  notification: await of('NotificationsTable', orderId),
  mails: await mailsOf(orderId),
  published: publishedOf(orderId),
  inventory: await scan('InventoryTable'),
});

const outboxes = tableNames.filter((table) => table.endsWith('OutboxTable'));

/** The relays publish beside the consumers. */
const untilPublished = async () => {
  for (const outbox of outboxes) await expect.poll(() => scan(outbox), { timeout: waitMs }).toEqual([]);
};

const messagesOf = (orderId: string): SqsSpyMessage[] =>
  embedded.spy
    .getAllMessages()
    .filter((message) => message.service === 'sqs')
    .filter(({ body }) => body.includes(orderId));

/** Resolves when it was handled and deleted again. */
const deliverAgain = async ({ queueName, body }: SqsSpyMessage) => {
  const queue = queueNames.find((name) => prefix + name === queueName);
  if (!queue) throw new Error(`No such queue: ${queueName}`);
  const command = new SendMessageCommand({ QueueUrl: await queueUrlOf(context, queue), MessageBody: body });
  const { MessageId = '' } = await context.aws.sqs.send(command);
  await embedded.spy.waitForMessageWithId(MessageId, 'consumed', waitMs);
};

describe('the textbook pipeline', () => {
  it('carries an order to one mail, one capture, its stock taken, its outboxes empty', async () => {
    const orderId = await placed([{ productId: 'good', quantity: 2 }, { productId: 'plenty' }]);
    await mailed(orderId);
    expect(await mailsOf(orderId)).toEqual([expect.stringContaining('on its way')]);
    expect(await ledgerOf(orderId)).toEqual(['authorize', 'capture']);
    expect([await availableOf('good'), await availableOf('plenty')]).toEqual([8, 9]);
    expect(await of('OrdersTable', orderId)).toMatchObject([{ status: 'COMPLETED', total: 1_500 }]);
    await untilPublished();
  });

  it('tells a customer whose payment is declined, and takes nothing', async () => {
    const orderId = await placed([{ productId: 'declined' }], { paymentToken: 'tok_declined' });
    await mailed(orderId);
    expect(await mailsOf(orderId)).toEqual([expect.stringContaining('declined')]);
    expect(await of('SimulatedGatewayTable', orderId)).toMatchObject([{ approved: false }]);
    expect(await availableOf('declined')).toBe(10);
    expect(await of('OrdersTable', orderId)).toMatchObject([{ status: 'PAYMENT_DECLINED' }]);
  });

  it('takes no line of an order of which one is out of stock, and voids its payment', async () => {
    const before = await availableOf('plenty');
    const orderId = await placed([{ productId: 'plenty' }, { productId: 'gone' }]);
    await mailed(orderId);
    expect(await mailsOf(orderId)).toEqual([expect.stringContaining('out of stock')]);
    expect(await ledgerOf(orderId)).toEqual(['authorize', 'void']);
    expect(await availableOf('plenty')).toBe(before);
    expect(await of('OrdersTable', orderId)).toMatchObject([{ status: 'OUT_OF_STOCK' }]);
  });

  it('sells the last unit once', async () => {
    const orderIds = await Promise.all(Array.from({ length: 5 }, () => placed([{ productId: 'last' }])));
    await Promise.all(orderIds.map(mailed));
    const mails = (await Promise.all(orderIds.map(mailsOf))).flat();
    expect(mails.filter((subject) => subject.includes('on its way'))).toHaveLength(1);
    expect(mails.filter((subject) => subject.includes('out of stock'))).toHaveLength(4);
    expect(await availableOf('last')).toBe(0);
  });

  it('changes nothing when every message comes twice', async () => {
    const orderId = await placed([{ productId: 'twice', quantity: 3 }]);
    await mailed(orderId);
    await untilPublished();
    const before = await everything(orderId);
    const deliveries = messagesOf(orderId).filter(({ status }) => status === 'consumed');
    expect(deliveries).toHaveLength(10);
    await Promise.all(deliveries.map(deliverAgain));
    await untilPublished();
    expect(await everything(orderId)).toEqual(before);
  });

  it('publishes what a process left behind in its outbox', async () => {
    const isLeftBehind = { service: 'sns', messageAttributes: { type: { StringValue: 'LeftBehind' } } };
    await embedded.spy.waitForMessage(isLeftBehind, 'published', waitMs);
    await untilPublished();
  });
});

describe('a process of its own', () => {
  it('stops on SIGTERM, with exit code 0', async () => {
    const variables = { ...embedded.env, RESOURCE_PREFIX: prefix, RECEIVE_WAIT_SECONDS: '1' };
    const child = spawn(process.execPath, ['bench/baseline/main.ts', 'orders'], {
      env: { ...process.env, ...variables, LOG_LEVEL: 'info' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    expect(JSON.parse(line)).toMatchObject({ service: 'orders', msg: 'started' });
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  });

  it('orders-api says when it is ready', async () => {
    const response = await fetch(`${url}/health/ready`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });
});
