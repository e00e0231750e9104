// What becomes of a mail between the answer of SES and the write that records it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailDispatch } from '#contracts/mail-dispatch.ts';
import { RetryLater } from '#messaging/errors.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { leaseMs } from './claim.ts';
import type { Mailer } from './mailer.ts';
import { createMailing } from './testing/mailing.ts';
import { someOrder } from './testing/sample-order.ts';

let aws: TestAws;
let mailing: ReturnType<typeof createMailing>;
beforeAll(async () => {
  aws = await startTestAws();
});
beforeEach(() => {
  mailing = createMailing(aws);
});
afterAll(() => aws.stop());

describe('a worker that dies between sending and recording', () => {
  const killed = () => Promise.reject(new Error('killed'));
  const dying = () => ({
    dispatches: mailing.dispatchesTo(killed),
    store: { ...mailing.deps.store, markSent: killed },
  });

  it('leaves its claim: nothing is sent before the lease has run out', async () => {
    const order = await mailing.stored(someOrder());
    await expect(mailing.deliver(order, dying())).rejects.toThrow('killed');
    mailing.clock.now += leaseMs - 1;
    await expect(mailing.deliver(order)).rejects.toThrow(RetryLater);
    expect(await mailing.mailsOf(order)).toHaveLength(1);
  });

  it('costs one second mail after the lease, and no third', async () => {
    const order = await mailing.stored(someOrder());
    await expect(mailing.deliver(order, dying())).rejects.toThrow('killed');
    mailing.clock.now += leaseMs;
    await mailing.deliver(order);
    await mailing.deliver(order);
    expect(await mailing.mailsOf(order)).toHaveLength(2);
  });
});

it('a mail that cannot be recorded with others is recorded by itself, and not sent again', async () => {
  const order = await mailing.stored(someOrder());
  const failing = mailing.dispatchesTo(() => Promise.reject(new Error('throttled')));
  await mailing.deliver(order, { dispatches: failing });
  mailing.clock.now += leaseMs;
  await mailing.deliver(order);
  expect(await mailing.mailsOf(order)).toHaveLength(1);
});

describe('a worker that is slow to record what it has sent', () => {
  /** Stores its dispatch when `late` resolves. */
  const slow = (late: Promise<unknown>) => {
    const storing = Promise.withResolvers<void>();
    const storeDispatch = async (dispatch: MailDispatch) => {
      storing.resolve();
      await late;
      return mailing.deps.store.storeDispatch(dispatch);
    };
    return { changes: { dispatches: mailing.dispatchesTo(storeDispatch) }, storing: storing.promise };
  };

  it('records it all the same when another delivery has taken over, and that one has not sent', async () => {
    const order = await mailing.stored(someOrder());
    const late = Promise.withResolvers<void>();
    const { changes, storing } = slow(late.promise);
    const first = mailing.deliver(order, changes);
    await storing;
    mailing.clock.now += leaseMs;
    const silent: Mailer = async () => ({ outcome: 'unknown', reason: 'timed out' });
    await expect(mailing.deliver(order, { send: silent })).rejects.toThrow(RetryLater);
    late.resolve();
    await first;
    mailing.clock.now += leaseMs;
    expect(await mailing.deliver(order)).toEqual([]);
    expect(await mailing.mailsOf(order)).toHaveLength(1);
  });

  it('costs a second mail when another delivery has taken over and sends, and no third', async () => {
    const order = await mailing.stored(someOrder());
    const late = Promise.withResolvers<void>();
    const { changes, storing } = slow(late.promise);
    const first = mailing.deliver(order, changes);
    await storing;
    mailing.clock.now += leaseMs;
    await mailing.deliver(order);
    late.resolve();
    await first;
    mailing.clock.now += leaseMs;
    await mailing.deliver(order);
    expect(await mailing.mailsOf(order)).toHaveLength(2);
  });
});

it('ten mails at once are recorded by one write, and each is claimed by its own', async () => {
  const orders = await Promise.all(Array.from({ length: 10 }, () => mailing.stored(someOrder())));
  const before = (await aws.scan('NotificationsTable')).length;
  await Promise.all(orders.map((order) => mailing.deliver(order)));
  expect((await aws.scan('NotificationsTable')).length - before).toBe(11);
  await Promise.all(orders.map((order) => mailing.deliver(order)));
  for (const order of orders) expect(await mailing.mailsOf(order)).toHaveLength(1);
});
