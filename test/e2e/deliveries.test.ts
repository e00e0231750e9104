// What queues do to messages, done to all of them: repeated, reordered, late, poisonous, cut off by a signal.
import type { SpyMessage, SqsSpyMessage } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JournalEntry, keysIn } from '#contracts/order-journal.ts';
import {
  queueNames,
  queueSettings,
  serviceNames,
  type TableName,
  tableNames,
  topology,
} from '#platform/topology.ts';
import { readBooks } from '#test/books.ts';
import { newOrderId, placeOrder } from '#test/messages.ts';
import { orderBody, post } from '#test/orders.ts';
import { createQueueTools } from '#test/queue-tools.ts';
import { startServiceProcess } from '#test/service-process.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { startWaybill, type Waybill } from '#test/waybill.ts';

const place = async (url: string, productId: string): Promise<string> => {
  const response = await fetch(`${url}/orders`, post(orderBody([{ productId }])));
  expect(response.status).toBe(202);
  return ((await response.json()) as { orderId: string }).orderId;
};

const deadLetterDepths = async (aws: TestAws) => {
  const { depth } = createQueueTools(aws.runtime);
  const depths = await Promise.all(
    queueNames.map((queue) => depth(queue + topology.deadLetterQueues.suffix)),
  );
  return depths.reduce((sum, { waiting, inFlight }) => sum + waiting + inFlight, 0);
};

/** Which orders the journal names. How many share an entry, and how often one is named, means nothing. */
const ordersInJournal = async (aws: TestAws): Promise<string[]> => {
  const entries = (await aws.scan('OrderJournalTable')) as JournalEntry[];
  const named = entries.flatMap((entry) =>
    keysIn(entry).map(({ createdKey }) => `${entry.journal} ${createdKey}`),
  );
  return [...new Set(named)].toSorted();
};

const others = tableNames.filter((table) => table !== 'OrderJournalTable');

const snapshot = async (aws: TestAws) => {
  const items = await Promise.all(others.map((table: TableName) => aws.scan(table)));
  const keyOf = ({ id, orderId }: Record<string, unknown>) => String(id ?? orderId);
  // How often a product was written, and whether a hold that its reservation names is in it still, means nothing.
  const told = items.map((rows) => rows.map(({ revision, holds, ...row }) => row));
  const sorted = told.map((rows) => rows.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b))));
  return { tables: sorted, journal: await ordersInJournal(aws), mails: (await aws.mailbox()).length };
};

const isConsumed = (message: SpyMessage): message is SqsSpyMessage =>
  message.service === 'sqs' && message.status === 'consumed';

describe('messages of finished orders that come again, in reverse', () => {
  let waybill: Waybill;
  beforeAll(async () => {
    waybill = await startWaybill();
  });
  afterAll(() => waybill.stop());

  it('change nothing: no table, no ledger, no mail', async () => {
    const { aws } = waybill;
    await aws.stock({ p1: 10, empty: 0 });
    const ids = await Promise.all([place(waybill.url, 'p1'), place(waybill.url, 'empty')]);
    await Promise.all(ids.map(waybill.settled));
    const first = aws.spy.getAllMessages().filter(isConsumed);
    const before = await snapshot(aws);
    const { sendBody } = createQueueTools(aws.runtime);
    for (const { queueName, body } of first.toReversed()) await sendBody(queueName, body);
    await Promise.all(
      first.map(({ queueName, body }) =>
        aws.spy.waitForMessages(
          { service: 'sqs', queueName, body },
          { count: 2, status: 'consumed', timeout: 15_000 },
        ),
      ),
    );
    expect(await snapshot(aws)).toEqual(before);
    expect(await deadLetterDepths(aws)).toBe(0);
  });
});

describe('poison in every queue', () => {
  let waybill: Waybill;
  beforeAll(async () => {
    waybill = await startWaybill();
  });
  afterAll(() => waybill.stop());

  it('lands in every dead-letter queue with its reason, and orders pass by it', async () => {
    const { aws } = waybill;
    await aws.stock({ p1: 10 });
    const { sendBody, receive } = createQueueTools(aws.runtime);
    await Promise.all(queueNames.map((queue) => sendBody(queue, `{"poison":"${queue}"}`)));
    const order = await waybill.settled(await place(waybill.url, 'p1'));
    expect(order.status).toBe('COMPLETED');
    const dead = await Promise.all(
      queueNames.map((queue) => receive(queue + topology.deadLetterQueues.suffix, 5)),
    );
    expect(dead.map((messages) => messages.map(({ Body }) => Body))).toEqual(
      queueNames.map((queue) => [`{"poison":"${queue}"}`]),
    );
    expect(dead.flat().map((m) => m.MessageAttributes?.failureReason?.StringValue)).toEqual(
      queueNames.map((queue) =>
        expect.stringContaining(`Permanent: ${queueSettings(queue).foreign?.message ?? 'Envelope'}: `),
      ),
    );
  });
});

describe('SIGTERM in the middle of the work', () => {
  let aws: TestAws;
  beforeAll(async () => {
    aws = await startTestAws();
  });
  afterAll(() => aws.stop());

  it('loses nothing, redelivers nothing that was finished, and leaves with exit code 0', async () => {
    await aws.stock({ p1: 1_000, p2: 1_000 });
    const commands = Array.from({ length: 40 }, () => placeOrder(newOrderId(), new Date().toISOString()));
    const { send, depth } = createQueueTools(aws.runtime);
    await Promise.all(commands.map((command) => send('order-queue', command, 'orders-api')));
    const workers = serviceNames.filter((name) => name !== 'orders-api');
    const handled: string[] = [];
    const start = () =>
      startServiceProcess(workers, aws.variables, ({ msg, queue, type, outcome, orderId }) => {
        if (msg === 'handled') handled.push([queue, type, outcome, orderId].join(' '));
      });

    const first = await start();
    await first.logged(({ msg }) => msg === 'handled' && handled.length >= 60);
    expect(await first.stop('SIGTERM')).toBe(0);
    const left = await Promise.all(queueNames.map(depth));
    expect(left.map(({ inFlight }) => inFlight)).toEqual(queueNames.map(() => 0));
    expect(left.some(({ waiting }) => waiting > 0)).toBe(true);

    const second = await start();
    await aws.spy.waitForMessages(
      { service: 'sqs', queueName: 'notification-queue' },
      {
        count: commands.length,
        status: 'consumed',
        timeout: 15_000,
      },
    );
    expect(await second.stop('SIGTERM')).toBe(0);
    expect(handled).toHaveLength(new Set(handled).size);
    const books = await readBooks(aws);
    const ids = commands.map(({ subject }) => subject);
    expect(ids.map(books.statusOf)).toEqual(ids.map(() => 'COMPLETED'));
    expect(ids.map((id) => books.mailsOf(id).length)).toEqual(ids.map(() => 1));
    expect([books.unaccounted('p1'), books.unaccounted('p2')]).toEqual([0, 0]);
    expect(await deadLetterDepths(aws)).toBe(0);
  });
});
