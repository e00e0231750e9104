import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OrderRecord } from '#contracts/order-record.ts';
import { Permanent, RetryLater } from '#messaging/errors.ts';
import { handlerContext } from '#test/context.ts';
import { orderCompleted } from '#test/messages.ts';
import { behind } from '#test/stale-tables.ts';
import { putOrder } from '#test/stored-order.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { leaseMs } from './claim.ts';
import { createMailCustomer, type MailCustomerDeps } from './mail-customer.ts';
import { createMailStore } from './mail-store.ts';
import { createMailer, type Mailer, type SendResult } from './mailer.ts';
import { createReadOrder } from './read-order.ts';
import { ended, ranOut, someOrder } from './testing/sample-order.ts';

let aws: TestAws;
let deps: MailCustomerDeps;
let clock: number;
beforeAll(async () => {
  aws = await startTestAws();
});
beforeEach(() => {
  clock = 1_700_000_000_000;
  deps = {
    readOrder: createReadOrder(aws.runtime.tables),
    store: createMailStore(aws.runtime.tables),
    send: createMailer(aws.runtime),
    now: () => clock,
    random: Math.random,
  };
});
afterAll(() => aws.stop());

const stored = async (order: OrderRecord): Promise<OrderRecord> => {
  await putOrder(aws.runtime, order);
  return order;
};

/** One delivery of OrderCompleted, to a worker that has what `changes` replaces. */
const deliver = ({ orderId }: OrderRecord, changes: Partial<MailCustomerDeps> = {}) =>
  createMailCustomer({ ...deps, ...changes })(orderCompleted(orderId), handlerContext());

const mailsOf = async ({ orderId }: OrderRecord) =>
  (await aws.mailbox()).filter(({ body }) => body.text?.includes(orderId));

const answering =
  (result: SendResult): Mailer =>
  async () =>
    result;

describe('a completed order', () => {
  it('is mailed to the customer, and causes no event', async () => {
    const order = await stored(someOrder());
    expect(await deliver(order)).toEqual([]);
    const [mail] = await mailsOf(order);
    expect(mail?.destination.to).toEqual(['john.doe@example.com']);
    expect(mail?.subject).toContain('is confirmed and on its way');
    expect(mail?.body.html).toContain('NW1234567890');
  });

  it.each([
    { outcome: 'payment_declined' as const, subject: 'was declined' },
    { outcome: 'out_of_stock' as const, subject: 'Sorry, out of stock' },
  ])('that ended as $outcome is mailed as that', async ({ outcome, subject }) => {
    const order = await stored(someOrder({}, [ranOut(['p123']), ended(outcome)]));
    await createMailCustomer(deps)(orderCompleted(order.orderId, outcome), handlerContext());
    expect((await mailsOf(order)).map((mail) => mail.subject)).toEqual([expect.stringContaining(subject)]);
  });

  it('is mailed though a look at it finds it as it was before, or not at all', async () => {
    for (const seen of [someOrder({}, []), undefined]) {
      const order = await stored(someOrder());
      const readOrder = createReadOrder(behind(aws.runtime.tables, { OrdersTable: seen }));
      await deliver(order, { readOrder });
      expect(await mailsOf(order)).toHaveLength(1);
    }
  });

  it('that has not ended so is not mailed as if it had', async () => {
    const order = await stored(someOrder());
    const forged = createMailCustomer(deps)(orderCompleted(order.orderId, 'cancelled'), handlerContext());
    await expect(forged).rejects.toThrow(Permanent);
    expect(await mailsOf(order)).toEqual([]);
  });

  it('that is not in the table yet is mailed once it is', async () => {
    const order = someOrder();
    await expect(deliver(order)).rejects.toThrow(RetryLater);
    await stored(order);
    await deliver(order);
    expect(await mailsOf(order)).toHaveLength(1);
  });
});

describe('no second mail goes out', () => {
  it('when the message is delivered again', async () => {
    const order = await stored(someOrder());
    await deliver(order);
    expect(await deliver(order)).toEqual([]);
    expect(await mailsOf(order)).toHaveLength(1);
  });

  it('when the message is delivered again weeks later', async () => {
    const order = await stored(someOrder());
    await deliver(order);
    clock += 14 * 24 * 3_600_000;
    expect(await deliver(order)).toEqual([]);
    expect(await mailsOf(order)).toHaveLength(1);
  });

  it('when two deliveries come at once: the other one waits, and then finds it sent', async () => {
    const order = await stored(someOrder());
    const outcomes = await Promise.allSettled([deliver(order), deliver(order)]);
    const late = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    for (const reason of late) expect(reason).toBeInstanceOf(RetryLater);
    expect(late.length).toBeLessThan(2);
    expect(await deliver(order)).toEqual([]);
    expect(await mailsOf(order)).toHaveLength(1);
  });

  it('while another delivery is sending', async () => {
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
    answer.resolve({ outcome: 'sent', messageId: 'm1' });
    await first;
    expect(await deliver(order)).toEqual([]);
    expect(await mailsOf(order)).toHaveLength(0);
  });
});

describe('a worker that dies between sending and marking', () => {
  const dying = () => ({
    store: { ...deps.store, markSent: () => Promise.reject(new Error('killed')) },
  });

  it('leaves its claim: nothing is sent before the lease has run out', async () => {
    const order = await stored(someOrder());
    await expect(deliver(order, dying())).rejects.toThrow('killed');
    clock += leaseMs - 1;
    await expect(deliver(order)).rejects.toThrow(RetryLater);
    expect(await mailsOf(order)).toHaveLength(1);
  });

  it('costs one second mail after the lease, and no third', async () => {
    const order = await stored(someOrder());
    await expect(deliver(order, dying())).rejects.toThrow('killed');
    clock += leaseMs;
    await deliver(order);
    await deliver(order);
    expect(await mailsOf(order)).toHaveLength(2);
  });
});

it('a worker that dies before sending costs nothing but the lease', async () => {
  const order = await stored(someOrder());
  const dying: Mailer = () => Promise.reject(new Error('killed'));
  await expect(deliver(order, { send: dying })).rejects.toThrow('killed');
  clock += leaseMs;
  await deliver(order);
  expect(await mailsOf(order)).toHaveLength(1);
});

it('a claim that was slow to get is not used once its lease has run out', async () => {
  const order = await stored(someOrder());
  const store = {
    ...deps.store,
    claim: (...claiming: Parameters<typeof deps.store.claim>) => {
      clock += leaseMs;
      return deps.store.claim(...claiming);
    },
  };
  await expect(deliver(order, { store })).rejects.toThrow(RetryLater);
  expect(await mailsOf(order)).toHaveLength(0);
});

describe('SES', () => {
  it('refuses the mail: the message is dead-lettered with the reason, and a redrive may try again', async () => {
    const order = await stored(someOrder());
    const refused = deliver(order, { send: answering({ outcome: 'refused', reason: 'MessageRejected' }) });
    await expect(refused).rejects.toThrow(Permanent);
    await expect(refused).rejects.toThrow(/MessageRejected/);
    await expect(refused).rejects.not.toThrow(/example\.com/);
    await deliver(order);
    expect(await mailsOf(order)).toHaveLength(1);
  });

  it('is throttled or broken: the next delivery may send at once', async () => {
    const order = await stored(someOrder());
    const throttled = deliver(order, { send: answering({ outcome: 'notSent', reason: 'throttled' }) });
    await expect(throttled).rejects.toThrow(RetryLater);
    await deliver(order);
    expect(await mailsOf(order)).toHaveLength(1);
  });

  it('does not answer: the mail may have gone out, so the next delivery waits for the lease', async () => {
    const order = await stored(someOrder());
    const silent = { send: answering({ outcome: 'unknown', reason: 'timed out' }) };
    await expect(deliver(order, silent)).rejects.toMatchObject({ name: 'RetryLater', afterSeconds: 15 });
    await expect(deliver(order)).rejects.toMatchObject({ name: 'RetryLater', afterSeconds: 5 });
    clock += leaseMs;
    await deliver(order);
    expect(await mailsOf(order)).toHaveLength(1);
  });
});
