import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OrderRecord } from '#contracts/order-record.ts';
import { Permanent, RetryLater } from '#messaging/errors.ts';
import { handlerContext } from '../../test/support/context.ts';
import { startTestAws, type TestAws } from '../../test/support/test-aws.ts';
import { leaseMs } from './claim.ts';
import { type MailCustomerNeeds, mailCustomer } from './mail-customer.ts';
import { createMailer, type Mailer, type SendResult } from './mailer.ts';
import { createReadOrder } from './read-order.ts';
import { createStore } from './store.ts';
import { completed, ranOut, someOrder } from './test-order.ts';

let testAws: TestAws;
let needs: MailCustomerNeeds;
let clock: number;
beforeAll(async () => {
  testAws = await startTestAws();
});
beforeEach(() => {
  clock = 1_700_000_000_000;
  needs = {
    readOrder: createReadOrder(testAws.runtime),
    store: createStore(testAws.runtime),
    send: createMailer(testAws.runtime),
    now: () => clock,
    random: Math.random,
  };
});
afterAll(() => testAws.stop());

const stored = async (order: OrderRecord): Promise<OrderRecord> => {
  const { dynamo, tableName } = testAws.runtime.aws;
  await dynamo.send(new PutCommand({ TableName: tableName('OrdersTable'), Item: order }));
  return order;
};

/** One delivery of OrderCompleted, to a worker that has what `changes` replaces. */
const deliver = ({ orderId }: OrderRecord, changes: Partial<MailCustomerNeeds> = {}) =>
  mailCustomer({ ...needs, ...changes })(completed(orderId), handlerContext());

const mailsOf = async ({ orderId }: OrderRecord) =>
  (await testAws.mailbox()).filter(({ body }) => body.text?.includes(orderId));

const answering =
  (result: SendResult): Mailer =>
  async () =>
    result;

describe('a completed order', () => {
  test('is mailed to the customer, and causes no event', async () => {
    const order = await stored(someOrder());
    expect(await deliver(order)).toEqual([]);
    const [mail] = await mailsOf(order);
    expect(mail?.destination.to).toEqual(['john.doe@example.com']);
    expect(mail?.subject).toContain('is confirmed and on its way');
    expect(mail?.body.html).toContain('NW1234567890');
  });

  test.each([
    { outcome: 'payment_declined' as const, subject: 'was declined' },
    { outcome: 'out_of_stock' as const, subject: 'Sorry, out of stock' },
  ])('that ended as $outcome is mailed as that', async ({ outcome, subject }) => {
    const order = await stored(someOrder({}, [ranOut(['p123'])]));
    await mailCustomer(needs)(completed(order.orderId, outcome), handlerContext());
    expect((await mailsOf(order)).map((mail) => mail.subject)).toEqual([expect.stringContaining(subject)]);
  });

  test('that is not in the table yet is mailed once it is', async () => {
    const order = someOrder();
    await expect(deliver(order)).rejects.toThrow(RetryLater);
    await stored(order);
    await deliver(order);
    expect(await mailsOf(order)).toHaveLength(1);
  });
});

describe('no second mail goes out', () => {
  test('when the message is delivered again', async () => {
    const order = await stored(someOrder());
    await deliver(order);
    expect(await deliver(order)).toEqual([]);
    expect(await mailsOf(order)).toHaveLength(1);
  });

  test('when the message is delivered again weeks later', async () => {
    const order = await stored(someOrder());
    await deliver(order);
    clock += 14 * 24 * 3_600_000;
    expect(await deliver(order)).toEqual([]);
    expect(await mailsOf(order)).toHaveLength(1);
  });

  test('when two deliveries come at once: the other one waits, and then finds it sent', async () => {
    const order = await stored(someOrder());
    const outcomes = await Promise.allSettled([deliver(order), deliver(order)]);
    const late = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    for (const reason of late) expect(reason).toBeInstanceOf(RetryLater);
    expect(late.length).toBeLessThan(2);
    expect(await deliver(order)).toEqual([]);
    expect(await mailsOf(order)).toHaveLength(1);
  });

  test('while another delivery is sending', async () => {
    const order = await stored(someOrder());
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<SendResult>();
    const slow: Mailer = () => {
      asked.resolve();
      return answer.promise;
    };
    const first = deliver(order, { send: slow });
    await asked.promise;
    await expect(deliver(order)).rejects.toThrow(RetryLater);
    answer.resolve({ verdict: 'sent', messageId: 'm1' });
    await first;
    expect(await deliver(order)).toEqual([]);
    expect(await mailsOf(order)).toHaveLength(0);
  });
});

describe('a worker that dies between sending and marking', () => {
  const dying = () => ({
    store: { ...needs.store, markSent: () => Promise.reject(new Error('killed')) },
  });

  test('leaves its claim: nothing is sent before the lease has run out', async () => {
    const order = await stored(someOrder());
    await expect(deliver(order, dying())).rejects.toThrow('killed');
    clock += leaseMs - 1;
    await expect(deliver(order)).rejects.toThrow(RetryLater);
    expect(await mailsOf(order)).toHaveLength(1);
  });

  test('costs one second mail after the lease, and no third', async () => {
    const order = await stored(someOrder());
    await expect(deliver(order, dying())).rejects.toThrow('killed');
    clock += leaseMs;
    await deliver(order);
    await deliver(order);
    expect(await mailsOf(order)).toHaveLength(2);
  });
});

test('a worker that dies before sending costs nothing but the lease', async () => {
  const order = await stored(someOrder());
  const dying: Mailer = () => Promise.reject(new Error('killed'));
  await expect(deliver(order, { send: dying })).rejects.toThrow('killed');
  clock += leaseMs;
  await deliver(order);
  expect(await mailsOf(order)).toHaveLength(1);
});

test('a claim that was slow to get is not used once its lease has run out', async () => {
  const order = await stored(someOrder());
  const store = {
    ...needs.store,
    claim: (...claiming: Parameters<typeof needs.store.claim>) => {
      clock += leaseMs;
      return needs.store.claim(...claiming);
    },
  };
  await expect(deliver(order, { store })).rejects.toThrow(RetryLater);
  expect(await mailsOf(order)).toHaveLength(0);
});

describe('SES', () => {
  test('refuses the mail: the message is dead-lettered with the reason, and a redrive may try again', async () => {
    const order = await stored(someOrder());
    const refused = deliver(order, { send: answering({ verdict: 'refused', reason: 'MessageRejected' }) });
    await expect(refused).rejects.toThrow(Permanent);
    await expect(refused).rejects.toThrow(/MessageRejected/);
    await expect(refused).rejects.not.toThrow(/example\.com/);
    await deliver(order);
    expect(await mailsOf(order)).toHaveLength(1);
  });

  test('is throttled or broken: the next delivery may send at once', async () => {
    const order = await stored(someOrder());
    const throttled = deliver(order, { send: answering({ verdict: 'notSent', reason: 'throttled' }) });
    await expect(throttled).rejects.toThrow(RetryLater);
    await deliver(order);
    expect(await mailsOf(order)).toHaveLength(1);
  });

  test('does not answer: the mail may have gone out, so the next delivery waits for the lease', async () => {
    const order = await stored(someOrder());
    const silent = { send: answering({ verdict: 'unknown', reason: 'timed out' }) };
    await expect(deliver(order, silent)).rejects.toMatchObject({ name: 'RetryLater', afterSeconds: 15 });
    await expect(deliver(order)).rejects.toMatchObject({ name: 'RetryLater', afterSeconds: 4 });
    clock += leaseMs;
    await deliver(order);
    expect(await mailsOf(order)).toHaveLength(1);
  });
});
