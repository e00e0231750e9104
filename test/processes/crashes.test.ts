// Real processes, killed at random by SIGKILL while 2,000 orders go through them: nothing is lost, charged twice, sold
// twice or left half done. CRASH_SEED repeats what a run drew.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isFinal } from '#contracts/order-status.ts';
import { readBooks } from '#operations/reconcile/read-books.ts';
import { reconcile } from '#operations/reconcile/reconcile.ts';
import { serviceNames } from '#platform/topology.ts';
import { createRandom, type Random } from '#test/random.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { anyFreePort } from '../../localstack/ports.ts';
import { startFleet } from './support/fleet.ts';
import { createProgress } from './support/progress.ts';
import { createShop, eachOf, type Shop, type Wish } from './support/shoppers.ts';
import { causeUpheaval } from './support/upheaval.ts';

const orders = 2_000;
const customersAtOnce = 24;
const killsOfEach = 2;
const consumersPerQueue = 4;
const timeoutMs = 300_000;
const seed = Number(process.env.CRASH_SEED ?? Math.floor(Math.random() * 2 ** 31));

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());

const products = Array.from({ length: 12 }, (_, index) => `p${index}`);
const scarce = { productId: 'scarce', units: 40 };

/** By chance in a hundred, in steps: what makes an order other than plain. */
const oddities: { below: number; change: Partial<Wish> }[] = [
  { below: 5, change: { paymentToken: 'tok_declined' } },
  { below: 6, change: { paymentToken: 'tok_timeout' } },
  { below: 8, change: { paymentToken: 'tok_error' } },
  { below: 13, change: { productId: scarce.productId } },
  { below: 18, change: { afterwards: 'cancel' } },
  { below: 20, change: { afterwards: 'restock' } },
  { below: 22, change: { afterwards: 'write_off' } },
];

const wishOf = (random: Random, index: number): Wish => {
  const draw = random.between(0, 99);
  return {
    key: `crash-${seed}-${index}`,
    productId: random.pick(products),
    paymentToken: 'tok_approved',
    afterwards: 'keep',
    ...oddities.find(({ below }) => draw < below)?.change,
  };
};

const goShopping = async (shop: Shop, wishes: readonly Wish[], accepted: Set<string>): Promise<void> => {
  const returns: Promise<void>[] = [];
  await eachOf(wishes, customersAtOnce, async (wish) => {
    const orderId = await shop.place(wish);
    accepted.add(orderId);
    if (wish.afterwards === 'cancel') await shop.cancel(orderId);
    if (wish.afterwards === 'restock' || wish.afterwards === 'write_off')
      returns.push(delivered(orderId).then(() => shop.giveBack(orderId, wish.afterwards === 'restock')));
  });
  await Promise.all(returns);
};

const delivered = (orderId: string) =>
  aws.spy.waitForMessage(
    (message) =>
      message.service === 'sqs' &&
      message.queueName === 'notification-queue' &&
      [orderId, 'fulfilled'].every((part) => message.body.includes(part)),
    'published',
    timeoutMs,
  );

/** How many mails went out, of each kind for each order once, and how many more although they had gone out before. */
const countMails = async () => {
  const mails = await aws.mailbox();
  const orderOf = (text = '') => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(text)?.[0];
  const distinct = new Set(mails.map(({ subject, body }) => `${subject} ${orderOf(body.text)}`)).size;
  return { distinct, surplus: mails.length - distinct };
};

const startServices = async () => {
  const PORT = String(await anyFreePort());
  const fleet = startFleet(serviceNames, {
    ...aws.variables,
    PORT,
    OPERATOR_TOKEN: 'test-operator',
    LOG_LEVEL: 'warn',
    CONSUMERS_PER_QUEUE: String(consumersPerQueue),
    SWEEP_INTERVAL_SECONDS: '2',
  });
  return { fleet, shop: createShop(`http://127.0.0.1:${PORT}`) };
};

it(
  `${orders} orders outlive ${killsOfEach * serviceNames.length} kills (CRASH_SEED=${seed})`,
  async () => {
    const random = createRandom(seed, 'crashes');
    await aws.stock(
      Object.fromEntries([...products.map((id) => [id, orders]), [scarce.productId, scarce.units]]),
    );
    const { fleet, shop } = await startServices();
    const { open, underWay, deadLetters } = createProgress(aws.runtime);
    const accepted = new Set<string>();
    /** From 0 to twice the orders: each counts when it is accepted, and when it is final. */
    const progress = async () => 2 * accepted.size - (await open());
    const wishes = Array.from({ length: orders }, (_, index) => wishOf(random, index));
    const repeats = { count: 3, messages: 100 };
    await Promise.all([
      goShopping(shop, wishes, accepted),
      causeUpheaval(
        { aws, fleet, random, progress, timeoutMs },
        { services: serviceNames, killsOfEach, repeats, until: 1.2 * orders },
      ),
    ]);
    await expect.poll(open, { timeout: timeoutMs, interval: 500 }).toBe(0);
    await expect.poll(underWay, { timeout: timeoutMs, interval: 500 }).toBe(0);

    const { signal } = new AbortController();
    const later = { ...aws.runtime, now: () => Date.now() + 3_600_000 };
    const { exceptions } = await reconcile(later, { graceMs: 60_000, settleMs: 1_000, signal });
    expect(exceptions, fleet.errors.join('\n')).toEqual([]);
    const { dossiers } = await readBooks(aws.runtime, signal);
    expect(new Set(dossiers.keys())).toEqual(accepted);
    expect(accepted.size).toBe(orders);
    const statuses = [...dossiers.values()].map(({ order }) => order?.status ?? 'RECEIVED');
    expect(statuses.filter((status) => !isFinal(status))).toEqual([]);
    expect(await deadLetters(), fleet.errors.join('\n')).toBe(0);
    expect(fleet.exits).toEqual([]);
    const events = [...dossiers.values()].flatMap(({ order }) => order?.events ?? []);
    const { distinct, surplus } = await countMails();
    expect(distinct).toBe(events.filter((event) => event.startsWith('OrderCompleted')).length);
    // One that was killed may have sent what it held, and marked none of it.
    expect(surplus).toBeLessThanOrEqual(killsOfEach * 2 * 10 * consumersPerQueue);
    expect(await fleet.stop()).toEqual(serviceNames.map(() => 0));
  },
  timeoutMs,
);
