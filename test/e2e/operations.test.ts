// Operators at work on a running system: what failed is found, understood, redriven or discarded, and nothing happens twice.
import type { SpyMessage, SqsSpyMessage } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeadLetter } from '#contracts/http-ops.ts';
import { ownQueueNames } from '#platform/topology.ts';
import { readBooks } from '#test/books.ts';
import { newOrderId } from '#test/messages.ts';
import { orderBody, post } from '#test/orders.ts';
import { createQueueTools } from '#test/queue-tools.ts';
import { startWaybill, type Waybill } from '#test/waybill.ts';

let waybill: Waybill;
let tools: ReturnType<typeof createQueueTools>;
beforeAll(async () => {
  waybill = await startWaybill();
  tools = createQueueTools(waybill.aws.runtime);
});
afterAll(() => waybill.stop());

const alice = { authorization: 'Bearer test-operator', 'x-operator': 'alice' };
const look = async (path: string) => (await waybill.request(path, { headers: alice })).body;
const act = async (path: string, body: object) => {
  const answer = await waybill.request(path, post(body, alice));
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
};
const redrive = (queue: string, body: object = {}) => act(`/ops/dead-letters/${queue}/redrive`, body);

/** Resolves when as many messages with this text have been put into, or deleted from, the queue. */
const seen = (status: 'published' | 'consumed', queueName: string, text: string, count = 1) =>
  waybill.aws.spy.waitForMessages(
    (message) => message.service === 'sqs' && message.queueName === queueName && message.body.includes(text),
    { status, count, timeout: 15_000 },
  );

const place = async (productId: string): Promise<string> => {
  await waybill.aws.stock({ [productId]: 10 });
  const { status, body } = await waybill.request('/orders', post(orderBody([{ productId }])));
  expect(status, JSON.stringify(body)).toBe(202);
  await waybill.settled(body.orderId);
  return body.orderId;
};
const isConsumed = (message: SpyMessage): message is SqsSpyMessage =>
  message.service === 'sqs' && message.status === 'consumed';
/** What every queue brought about an order. */
const messagesOf = (orderId: string) =>
  waybill.aws.spy
    .getAllMessages()
    .filter(isConsumed)
    .filter(({ body }) => body.includes(orderId));
const booksOf = async (orderId: string, productId: string) => {
  const books = await readBooks(waybill.aws);
  return {
    status: books.statusOf(orderId),
    ledger: books.ledgerOf(orderId),
    mails: books.mailsOf(orderId),
    available: books.availableOf(productId),
    unaccounted: books.unaccounted(productId),
  };
};

describe('a message that nobody can handle', () => {
  it('is found with its reason, comes back when it is redriven too early, and is discarded for good', async () => {
    const subject = newOrderId();
    const poison = { specversion: '1.0', id: 'x', source: '/test', type: 'OrderCreated', subject };
    const body = JSON.stringify({ ...poison, time: '2026-01-02T03:04:05Z', schemaversion: 99, data: {} });
    await tools.sendBody('payment-queue', body, { type: 'OrderCreated' });
    await seen('published', 'payment-queue-dlq', subject);

    const [letter] = (await look('/ops/dead-letters?queue=payment-queue')).deadLetters;
    expect(letter).toMatchObject({ type: 'OrderCreated', subject, movedBy: 'waybill', redrives: 0 });
    expect(letter.failureReason).toMatch(/schema version 99, .* then redrive$/);

    expect(await redrive('payment-queue', { dryRun: true })).toMatchObject({ done: 0, left: 1 });
    expect((await look('/ops/dead-letters')).deadLetters).toEqual([letter]);

    expect(await redrive('payment-queue', { orderId: subject })).toMatchObject({ done: 1, left: 0 });
    await seen('published', 'payment-queue-dlq', subject, 2);
    const [again] = (await look('/ops/dead-letters')).deadLetters;
    expect(again).toMatchObject({ subject, redrives: 1, failureReason: letter.failureReason });

    const path = `/ops/dead-letters/payment-queue/${again.messageId.slice(0, 13)}`;
    expect(await look(path)).toMatchObject({ messageId: again.messageId, attributes: { redrives: '1' } });
    const discarding = { only: again.messageId, reason: 'sent by mistake' };
    expect(await act('/ops/dead-letters/payment-queue/discard', discarding)).toMatchObject({ done: 1 });
    expect((await look('/ops/dead-letters')).deadLetters).toEqual([]);

    const records = (await look('/ops/audit')).records.filter(
      (one: { subject: string }) => one.subject === subject,
    );
    expect(records).toMatchObject([
      { actor: 'alice', action: 'discard', reason: 'sent by mistake', outcome: 'done' },
      { actor: 'alice', action: 'redrive', messageId: letter.messageId, outcome: 'done' },
    ]);
    expect(JSON.stringify(records)).not.toContain('specversion');
  });
});

describe('an order that lies in a dead-letter queue', () => {
  it('is completed once it is redriven, though it is redriven twice', async () => {
    const placed = await place('buried');
    const [command] = messagesOf(placed).filter(({ queueName }) => queueName === 'order-queue');
    const orderId = newOrderId();
    const body = (command?.body ?? '').replaceAll(placed, orderId);
    const failure = { failureReason: 'Gave up after 5 deliveries. TimeoutError', failedReceives: '5' };
    for (const copy of ['first', 'second'])
      await tools.sendBody('order-queue-dlq', body, {
        type: 'PlaceOrder',
        ...failure,
        failedMessageId: copy,
      });

    const { deadLetters } = await look('/ops/dead-letters?queue=order-queue');
    expect(deadLetters.map(({ subject }: DeadLetter) => subject)).toEqual([orderId, orderId]);
    expect(JSON.stringify(deadLetters)).not.toContain('John');
    expect(await redrive('order-queue')).toMatchObject({ done: 2, left: 0 });
    await seen('consumed', 'order-queue', orderId, 2);
    await waybill.settled(orderId);
    expect(await booksOf(orderId, 'buried')).toEqual({
      status: 'COMPLETED',
      ledger: ['authorize (approved)', 'capture'],
      mails: [expect.any(String)],
      available: 8,
      unaccounted: 0,
    });
  });
});

describe('everything that an order ever caused', () => {
  it('changes nothing when it is redriven, and redriven again', async () => {
    const orderId = await place('repeated');
    const messages = messagesOf(orderId);
    const queues = ownQueueNames.filter((queue) => messages.some(({ queueName }) => queueName === queue));
    expect(queues).toEqual(ownQueueNames);
    const before = await booksOf(orderId, 'repeated');
    for (const round of [1, 2]) {
      for (const { queueName, body } of messages) await tools.sendBody(`${queueName}-dlq`, body);
      const reports = await Promise.all(queues.map((queue) => redrive(queue, { orderId })));
      expect(reports.map(({ failed, left }) => failed + left)).toEqual(queues.map(() => 0));
      await Promise.all(messages.map(({ queueName, body }) => seen('consumed', queueName, body, round + 1)));
    }
    expect(await booksOf(orderId, 'repeated')).toEqual(before);
    expect((await look('/ops/dead-letters')).deadLetters).toEqual([]);
  });
});

describe('an order that is resumed', () => {
  it('though nothing is wrong with it stays as it is', async () => {
    const orderId = await place('resumed');
    const before = await booksOf(orderId, 'resumed');
    expect(await act(`/ops/orders/${orderId}/resume`, { reason: 'just in case' })).toMatchObject({
      orderId,
      status: 'COMPLETED',
    });
    // Told again from the beginning: every step has passed it on to the next once more.
    await waybill.aws.spy.waitForMessages(
      (message) =>
        message.service === 'sqs' &&
        message.queueName === 'order-status-queue' &&
        [orderId, 'PaymentCaptured'].every((text) => message.body.includes(text)),
      { status: 'consumed', count: 2, timeout: 15_000 },
    );
    expect(await booksOf(orderId, 'resumed')).toEqual(before);
    expect((await look('/ops/audit?limit=1')).records).toMatchObject([
      { action: 'resume', subject: orderId, reason: 'just in case', outcome: 'done' },
    ]);
  });
});
