// Conformance: what becomes of messages that are handled, that fail, and that nobody can read.
import { describe, expect, it } from 'vitest';
import { Permanent } from '#messaging/errors.ts';
import type { Runtime } from '#platform/runtime.ts';
import { newOrderId } from '#test/messages.ts';
import { captured, created, deadLetters, queue, useTestWorker } from '#test/test-worker.ts';

const { aws, queues, startWorker, seen } = useTestWorker();

describe('a message that is handled', () => {
  it('is acknowledged after what the handler returned was published', async () => {
    const order = created();
    await startWorker(async ({ subject }) => [captured(subject)]);
    await queues().send(queue, order);
    await seen('published', 'order-status-queue', order.subject);
    await seen('consumed', queue, order.subject);
    const all = aws()
      .spy.getAllMessages()
      .filter((message) => message.service === 'sqs');
    const positionOf = (status: string, queueName: string) =>
      all.findIndex(
        (m) => m.status === status && m.queueName === queueName && m.body.includes(order.subject),
      );
    expect(positionOf('published', 'order-status-queue')).toBeLessThan(positionOf('consumed', queue));
  });

  it('carries its trace on to what it causes', async () => {
    const order = created();
    await startWorker(async ({ subject }) => [captured(subject)]);
    await queues().send(queue, order);
    const published = await seen('published', 'order-status-queue', order.subject);
    expect(JSON.stringify(published)).toContain('00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-');
  });
});

describe('a message that fails', () => {
  it('comes again, while the others of its batch are done with', async () => {
    const deliveries = new Map<string, number>();
    const orders = [created(), created(), created()];
    const failing = orders[1]?.subject ?? '';
    await startWorker(async ({ subject }) => {
      deliveries.set(subject, (deliveries.get(subject) ?? 0) + 1);
      if (subject === failing && deliveries.get(subject) === 1) throw new Error('not this time');
      return [];
    });
    for (const order of orders) await queues().send(queue, order);
    await Promise.all(orders.map(({ subject }) => seen('consumed', queue, subject)));
    expect(orders.map(({ subject }) => deliveries.get(subject))).toEqual([1, 2, 1]);
  });

  it('is given up after five deliveries, and lies in the dead-letter queue with its last reason', async () => {
    const order = created();
    let deliveries = 0;
    await startWorker(async () => {
      deliveries += 1;
      throw new Error(`failure ${deliveries}`);
    });
    await queues().send(queue, order);
    await seen('published', deadLetters, order.subject);
    await seen('consumed', queue, order.subject);
    expect(deliveries).toBe(5);
    const [dead] = await queues().receive(deadLetters);
    expect(dead?.MessageAttributes).toMatchObject({
      failureReason: { StringValue: 'Gave up after 5 deliveries. Error: failure 5' },
      failedQueue: { StringValue: queue },
      type: { StringValue: 'OrderCreated' },
    });
  });

  it('for good goes to the dead-letter queue at its first delivery', async () => {
    const order = created();
    let deliveries = 0;
    await startWorker(async () => {
      deliveries += 1;
      throw new Permanent('This order can never be paid');
    });
    await queues().send(queue, order);
    await seen('published', deadLetters, order.subject);
    await seen('consumed', queue, order.subject);
    expect(deliveries).toBe(1);
    const [dead] = await queues().receive(deadLetters);
    expect(dead?.MessageAttributes?.failureReason?.StringValue).toBe(
      'Permanent: This order can never be paid',
    );
  });

  it('because what it caused could not be published is handled again', async () => {
    const order = created();
    let deliveries = 0;
    const sns = Object.create(aws().runtime.aws.sns) as Runtime['aws']['sns'];
    const send = aws().runtime.aws.sns.send.bind(aws().runtime.aws.sns);
    sns.send = ((command: Parameters<typeof send>[0]) =>
      deliveries === 1 ? Promise.reject(new Error('SNS is away')) : send(command)) as typeof sns.send;
    await startWorker(
      async ({ subject }) => {
        deliveries += 1;
        return [captured(subject)];
      },
      { aws: { ...aws().runtime.aws, sns } },
    );
    await queues().send(queue, order);
    await seen('published', 'order-status-queue', order.subject);
    expect(deliveries).toBe(2);
  });
});

describe('a poisonous message', () => {
  it.each([
    ['no JSON at all', () => '<order/>'],
    ['an unknown type', (body: string) => body.replace('"OrderCreated"', '"OrderExploded"')],
    ['a later schema version', (body: string) => body.replace('"schemaversion":1', '"schemaversion":99')],
    ['data against the contract', (body: string) => body.replace('"amount":1250', '"amount":-1')],
    ['a type that the queue has no handler for', () => JSON.stringify(envelopeOf('OrderCompleted'))],
  ])('with %s reaches the dead-letter queue with a reason and delays nobody', async (_, poison) => {
    const order = created();
    const body = `${poison(JSON.stringify(envelopeOf('OrderCreated')))} `;
    await startWorker(async () => []);
    await queues().sendBody(queue, body, { type: 'OrderCreated' });
    await queues().send(queue, order);
    await seen('consumed', queue, order.subject);
    await seen('published', deadLetters, body);
    const dead = await queues().receive(deadLetters);
    const own = dead.find((message) => message.Body === body);
    expect(own?.MessageAttributes?.failureReason?.StringValue).toMatch(/^Permanent: .+/);
  });

  const envelopeOf = (type: 'OrderCreated' | 'OrderCompleted') => ({
    specversion: '1.0',
    id: newOrderId(),
    source: '/test',
    type,
    subject: newOrderId(),
    time: '2026-01-02T03:04:05.000Z',
    schemaversion: 1,
    ...(type === 'OrderCompleted' ? { outcome: 'fulfilled', data: {} } : { data: created().data }),
  });
});
