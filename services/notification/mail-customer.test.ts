import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { itemOf } from '#contracts/order-item.ts';
import { Permanent, RetryLater } from '#messaging/errors.ts';
import { handlerContext } from '#test/context.ts';
import { orderCompleted } from '#test/messages.ts';
import { behind } from '#test/stale-tables.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { leaseMs } from './claim.ts';
import { createMailCustomer } from './mail-customer.ts';
import type { Mailer, SendResult } from './mailer.ts';
import { createReadOrder } from './read-order.ts';
import { createMailing } from './testing/mailing.ts';
import { ended, ranOut, someOrder } from './testing/sample-order.ts';

let aws: TestAws;
let mailing: ReturnType<typeof createMailing>;
beforeAll(async () => {
  aws = await startTestAws();
});
beforeEach(() => {
  mailing = createMailing(aws);
});
afterAll(() => aws.stop());

const answering =
  (result: SendResult): Mailer =>
  async () =>
    result;

describe('a completed order', () => {
  it('is mailed to the customer, and causes no event', async () => {
    const order = await mailing.stored(someOrder());
    expect(await mailing.deliver(order)).toEqual([]);
    const [mail] = await mailing.mailsOf(order);
    expect(mail?.destination.to).toEqual(['john.doe@example.com']);
    expect(mail?.subject).toContain('is confirmed and on its way');
    expect(mail?.body.html).toContain('NW1234567890');
  });

  it.each([
    { outcome: 'payment_declined' as const, subject: 'was declined' },
    { outcome: 'out_of_stock' as const, subject: 'Sorry, out of stock' },
  ])('that ended as $outcome is mailed as that', async ({ outcome, subject }) => {
    const order = await mailing.stored(someOrder({}, [ranOut(['p123']), ended(outcome)]));
    await createMailCustomer(mailing.deps)(orderCompleted(order.orderId, outcome), handlerContext());
    expect((await mailing.mailsOf(order)).map((mail) => mail.subject)).toEqual([
      expect.stringContaining(subject),
    ]);
  });

  it('is mailed though a look at it finds it as it was before, or not at all', async () => {
    for (const seen of [itemOf(someOrder({}, [])), undefined]) {
      const order = await mailing.stored(someOrder());
      const readOrder = createReadOrder(behind(aws.runtime.tables, { OrdersTable: seen }));
      await mailing.deliver(order, { readOrder });
      expect(await mailing.mailsOf(order)).toHaveLength(1);
    }
  });

  it('that has not ended so is not mailed as if it had', async () => {
    const order = await mailing.stored(someOrder());
    const forged = createMailCustomer(mailing.deps)(
      orderCompleted(order.orderId, 'cancelled'),
      handlerContext(),
    );
    await expect(forged).rejects.toThrow(Permanent);
    expect(await mailing.mailsOf(order)).toEqual([]);
  });

  it('that is not in the table yet is mailed once it is', async () => {
    const order = someOrder();
    await expect(mailing.deliver(order)).rejects.toThrow(RetryLater);
    await mailing.stored(order);
    await mailing.deliver(order);
    expect(await mailing.mailsOf(order)).toHaveLength(1);
  });
});

describe('no second mail goes out', () => {
  it('when the message is delivered again', async () => {
    const order = await mailing.stored(someOrder());
    await mailing.deliver(order);
    expect(await mailing.deliver(order)).toEqual([]);
    expect(await mailing.mailsOf(order)).toHaveLength(1);
  });

  it('when the message is delivered again weeks later', async () => {
    const order = await mailing.stored(someOrder());
    await mailing.deliver(order);
    mailing.clock.now += 14 * 24 * 3_600_000;
    expect(await mailing.deliver(order)).toEqual([]);
    expect(await mailing.mailsOf(order)).toHaveLength(1);
  });

  it('when two deliveries come at once: the other one waits, and then finds it sent', async () => {
    const order = await mailing.stored(someOrder());
    const outcomes = await Promise.allSettled([mailing.deliver(order), mailing.deliver(order)]);
    const late = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    for (const reason of late) expect(reason).toBeInstanceOf(RetryLater);
    expect(late.length).toBeLessThan(2);
    expect(await mailing.deliver(order)).toEqual([]);
    expect(await mailing.mailsOf(order)).toHaveLength(1);
  });

  it('while another delivery is sending', async () => {
    const order = await mailing.stored(someOrder());
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<SendResult>();
    const slow: Mailer = () => {
      asked.resolve();
      return answer.promise;
    };
    const first = mailing.deliver(order, { send: slow });
    await asked.promise;
    await expect(mailing.deliver(order)).rejects.toThrow(RetryLater);
    answer.resolve({ outcome: 'sent', messageId: 'm1' });
    await first;
    expect(await mailing.deliver(order)).toEqual([]);
    expect(await mailing.mailsOf(order)).toHaveLength(0);
  });
});

it('a worker that dies before sending costs nothing but the lease', async () => {
  const order = await mailing.stored(someOrder());
  const dying: Mailer = () => Promise.reject(new Error('killed'));
  await expect(mailing.deliver(order, { send: dying })).rejects.toThrow('killed');
  mailing.clock.now += leaseMs;
  await mailing.deliver(order);
  expect(await mailing.mailsOf(order)).toHaveLength(1);
});

it('a claim that was slow to get is not used once its lease has run out', async () => {
  const order = await mailing.stored(someOrder());
  const store = {
    ...mailing.deps.store,
    claim: (...claiming: Parameters<typeof mailing.deps.store.claim>) => {
      mailing.clock.now += leaseMs;
      return mailing.deps.store.claim(...claiming);
    },
  };
  await expect(mailing.deliver(order, { store })).rejects.toThrow(RetryLater);
  expect(await mailing.mailsOf(order)).toHaveLength(0);
});

describe('SES', () => {
  it('refuses the mail: the message is dead-lettered with the reason, and a redrive may try again', async () => {
    const order = await mailing.stored(someOrder());
    const refused = mailing.deliver(order, {
      send: answering({ outcome: 'refused', reason: 'MessageRejected' }),
    });
    await expect(refused).rejects.toThrow(Permanent);
    await expect(refused).rejects.toThrow(/MessageRejected/);
    await expect(refused).rejects.not.toThrow(/example\.com/);
    await mailing.deliver(order);
    expect(await mailing.mailsOf(order)).toHaveLength(1);
  });

  it('is throttled or broken: the next delivery may send at once', async () => {
    const order = await mailing.stored(someOrder());
    const throttled = mailing.deliver(order, {
      send: answering({ outcome: 'notSent', reason: 'throttled' }),
    });
    await expect(throttled).rejects.toThrow(RetryLater);
    await mailing.deliver(order);
    expect(await mailing.mailsOf(order)).toHaveLength(1);
  });

  it('does not answer: the mail may have gone out, so the next delivery waits for the lease', async () => {
    const order = await mailing.stored(someOrder());
    const silent = { send: answering({ outcome: 'unknown', reason: 'timed out' }) };
    await expect(mailing.deliver(order, silent)).rejects.toMatchObject({
      name: 'RetryLater',
      afterSeconds: 15,
    });
    await expect(mailing.deliver(order)).rejects.toMatchObject({ name: 'RetryLater', afterSeconds: 5 });
    mailing.clock.now += leaseMs;
    await mailing.deliver(order);
    expect(await mailing.mailsOf(order)).toHaveLength(1);
  });
});
