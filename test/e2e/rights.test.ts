// Every service with no more rights than its role has on AWS (test/support/rights.ts, infra/stack/permissions.tf), through
// all that it does: what it needs it has, and what it has it needs.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emission } from '#contracts/events.ts';
import type { DeadLetter } from '#contracts/http-ops.ts';
import { encode } from '#messaging/envelope.ts';
import { readEnv } from '#platform/env.ts';
import { createRuntime } from '#platform/runtime.ts';
import { type QueueName, queueNames, type ServiceName, serviceNames, topology } from '#platform/topology.ts';
import { type Guard, guard } from '#test/guarded-aws.ts';
import {
  cancelOrder,
  inventoryUpdated,
  newOrderId,
  orderCompleted,
  orderCreated,
  paymentCaptured,
  paymentProcessed,
} from '#test/messages.ts';
import { orderBody, post } from '#test/orders.ts';
import { createQueueTools } from '#test/queue-tools.ts';
import { rightsOf } from '#test/rights.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { requestJson, settled } from '#test/waybill.ts';
import { startServices } from '../../services/main.ts';
import { sampleAlarm } from '../../services/notification/testing/sample-alarm.ts';
import { bounceOf } from '../../services/notification/testing/sample-mail-event.ts';

/** Soon stalled, soon swept; and nobody listens to alarms. */
const quick = {
  SLACK_WEBHOOK_URL: 'http://127.0.0.1:9/',
  STALLED_AFTER_SECONDS: '1',
  SWEEP_INTERVAL_SECONDS: '1',
  OPERATOR_TOKEN: 'test-operator',
  PORT: '0',
  // The guard stands in the SDK's middleware.
  AWS_CALLS: 'sdk',
};

let aws: TestAws;
let url: string;
const guards = new Map<ServiceName, Guard>();
const stops: (() => Promise<void>)[] = [];

const start = async (name: ServiceName) => {
  const runtime = createRuntime(readEnv({ ...aws.variables, ...quick }));
  guards.set(name, guard(runtime.aws, rightsOf(name)));
  // Retried at once.
  const running = await startServices([name], { ...runtime, random: () => 0 });
  if (running.url) url = running.url;
  stops.push(async () => {
    await running.stop();
    runtime.aws.close();
  });
};

beforeAll(async () => {
  aws = await startTestAws();
  await Promise.all(serviceNames.map(start));
});
afterAll(async () => {
  await Promise.all(stops.map((stop) => stop()));
  await aws.stop();
});

const operator = { authorization: 'Bearer test-operator', 'x-operator': 'alice' };
const get = async (path: string) => {
  const answer = await requestJson(url + path, { headers: operator });
  expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
};
const act = async (path: string, body: unknown, init: RequestInit = {}) => {
  const answer = await requestJson(url + path, { ...post(body, operator), ...init });
  expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return answer.body;
};
const seen = (status: 'published' | 'consumed', queueName: string, ...parts: string[]) =>
  aws.spy.waitForMessage(
    (message) =>
      message.service === 'sqs' &&
      message.queueName === queueName &&
      parts.every((part) => message.body.includes(part)),
    status,
    30_000,
  );
const place = async (productId: string, change: object = {}): Promise<string> =>
  (await act('/orders', orderBody([{ productId }], change))).orderId;
const ends = async (orderId: string) => (await settled(url, orderId)).status;

const told = (emission: Emission) => encode(emission, 'test', '').body;

/** About orders that nobody placed: each is delivered again while what it needs is away, and dead-lettered after. */
const unfounded: Record<QueueName, (orderId: string) => string> = {
  'order-queue': (orderId) => told(cancelOrder(orderId)),
  'order-status-queue': (orderId) => told(paymentCaptured(orderId)),
  'payment-queue': (orderId) => told(orderCreated(orderId)),
  'inventory-queue': (orderId) => told(paymentProcessed(orderId)),
  'shipping-queue': (orderId) => told(inventoryUpdated(orderId)),
  'notification-queue': (orderId) => told(orderCompleted(orderId)),
  'mail-events-queue': (orderId) => JSON.stringify(bounceOf(orderId, 'fulfilled')),
  'alarm-queue': (orderId) => JSON.stringify({ ...sampleAlarm, AlarmName: orderId }),
};

const consumerOf = (queue: QueueName) =>
  serviceNames.find((name) => (topology.services[name].consumes as string[]).includes(queue)) as ServiceName;

describe('with the rights of its role, each service', { timeout: 60_000 }, () => {
  it('carries orders to each of their endings', async () => {
    await act('/products/plenty', { name: 'Plenty', price: 5 }, { method: 'PUT' });
    await seen('consumed', 'inventory-queue', 'PutProduct');
    await act('/products/plenty/stock', { quantity: 10 });
    await seen('consumed', 'inventory-queue', 'ReceiveStock');
    await aws.stock({ gone: 0 });

    const completed = await place('plenty');
    expect(await ends(completed)).toBe('COMPLETED');
    expect(await ends(await place('plenty', { paymentToken: 'tok_declined' }))).toBe('PAYMENT_DECLINED');
    expect(await ends(await place('plenty', { paymentToken: 'tok_error' }))).toBe('COMPLETED');
    expect(await ends(await place('gone'))).toBe('OUT_OF_STOCK');

    const cancelled = await place('plenty', { paymentToken: 'tok_outage' });
    await act(`/orders/${cancelled}/cancel`, {});
    expect(await ends(cancelled)).toBe('CANCELLED');

    await act(`/orders/${completed}/return`, { restock: true });
    await seen('consumed', 'notification-queue', completed, 'refunded');
    expect((await get(`/orders/${completed}`)).status).toBe('REFUNDED');
  });

  it('shows orders and products, and knows a request again', async () => {
    const headers = {
      'idempotency-key': 'rights-of-services',
      'content-type': 'application/json',
      ...operator,
    };
    const orderId = await place('plenty');
    for (const _ of [1, 2]) await act('/orders', orderBody([{ productId: 'plenty' }]), { headers });
    const priceless = { ...post(orderBody([{ productId: 'nothing' }])), headers };
    expect((await requestJson(`${url}/orders`, priceless)).status).toBe(422);
    await get('/health/ready');
    await get('/orders?customerEmail=john.doe@example.com');
    for (const status of ['COMPLETED', 'CANCELLED']) await get(`/orders?status=${status}`);
    await get('/products');
    await get(`/orders/${orderId}`);
  });

  it('lets an operator find, redrive and discard what failed', async () => {
    const tools = createQueueTools(aws.runtime);
    const orderId = newOrderId();
    for (const queue of queueNames) {
      guards.get(consumerOf(queue))?.interrupt();
      await tools.sendBody(queue, unfounded[queue](orderId));
      await seen('published', `${queue}-dlq`, orderId);
    }
    const letterIn = async (queue: QueueName, redrives: number): Promise<string | undefined> =>
      (await get(`/ops/dead-letters?queue=${queue}`)).deadLetters.find(
        (one: DeadLetter) => (one.subject ?? orderId) === orderId && one.redrives === redrives,
      )?.messageId;
    const redriveAndDiscard = async (queue: QueueName) => {
      const only = await letterIn(queue, 0);
      await get(`/ops/dead-letters/${queue}/${only}`);
      expect(await act(`/ops/dead-letters/${queue}/redrive`, { only })).toMatchObject({ done: 1 });
      await expect.poll(() => letterIn(queue, 1), { timeout: 30_000 }).toBeDefined();
      const discarding = { only: await letterIn(queue, 1), reason: 'nobody placed it' };
      expect(await act(`/ops/dead-letters/${queue}/discard`, discarding)).toMatchObject({ done: 1 });
    };
    await Promise.all(queueNames.map(redriveAndDiscard));
    await get('/ops/queues');
    expect((await get('/ops/audit')).records.length).toBeGreaterThan(queueNames.length);
  });

  it('is swept and resumed where it stands still', async () => {
    const orderId = await place('plenty', { paymentToken: 'tok_outage' });
    await seen('consumed', 'order-queue', 'ResumeOrder', orderId, '/sweeper');
    await act(`/ops/orders/${orderId}/resume`, { reason: 'an impatient operator' });
    await seen('consumed', 'order-queue', 'ResumeOrder', orderId, '/operator');
  });
});

describe.each(serviceNames)('the role of %s', (name) => {
  it('lacks nothing', () => {
    expect([...(guards.get(name)?.missing ?? [])]).toEqual([]);
  });

  it('has nothing to spare', () => {
    const used = guards.get(name)?.used ?? new Set();
    const unused = [...rightsOf(name)].filter((right) => !used.has(right));
    expect(unused).toEqual([]);
  });
});
