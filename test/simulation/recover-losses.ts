// After events were lost for good: the sweeper finds the orders that stand still, has them resumed or cancelled, or gives
// them up to a person; then people do what is left to them. Together they must bring every order home.
import type { OrderRecord } from '#contracts/order-record.ts';
import { isFinal, type OrderStatus } from '#contracts/order-status.ts';
import { isStuck } from '#contracts/status-index.ts';
import type { Random } from '#test/random.ts';
import { service as sweeper } from '../../services/sweeper/service.ts';
import { tell } from './customer.ts';
import { exceptionsOf } from './invariants/reconciliation.ts';
import { lookAt } from './invariants/world.ts';
import { resumeAll } from './operator.ts';
import type { Violation } from './run.ts';
import { ordersIn } from './stored-orders.ts';
import type { System } from './system.ts';
import { short } from './trace.ts';

/** Longer than it takes to give up on an order in the most patient status: 10, 20 and 40 minutes, and the sweeps between. */
const sweepForMs = 3 * 60 * 60_000;
const promise =
  'an order that stands still is resumed, cancelled when it has expired, or given up to a person';
const notShipped: readonly OrderStatus[] = ['RECEIVED', 'PAYMENT_AUTHORIZED', 'STOCK_RESERVED'];

/** Though nothing is open: long enough for all orders to be passed. */
const sweepAtLeastMs = 30 * 60_000;

/** What the sweeper can do; and, by their customers, a cancellation of the orders that nobody else can help. */
export const sweepUp = async (system: System, random: Random): Promise<Violation[]> => {
  const { time, history } = system;
  const [enough, end] = [time.now() + sweepAtLeastMs, time.now() + sweepForMs];
  const isDone = () => time.now() > end || (time.now() > enough && openOrders(system).length === 0);
  while (!isDone()) {
    if (random.chance(0.3)) loseWhatIsAsked(system);
    await sweepUntil(system, time.now() + drawLife(random), isDone);
  }
  await time.run();
  const open = openOrders(system);
  history.counts.escalated += open.length;
  for (const { orderId } of open) void tell(system, orderId, 'CancelOrder', {});
  const violations = open.flatMap((order) => neglectOf(order, time.now()));
  await time.run();
  return violations.map((what) => ({ promise, what }));
};

/** Deployed anew now and then, or dead in the middle of a sweep: the next sweeper knows the checkpoints, and nothing else. */
const drawLife = (random: Random): number => random.next() * random.pick([100, 480_000, 480_000, 1_800_000]);

/** As when somebody purges the queue while `orders` is away: the next sweep must ask again. */
const loseWhatIsAsked = ({ aws, outages, time, trace }: System): void => {
  outages.set('orders', time.now() + 5_000);
  time.after(4_000, () => {
    const waiting = aws.queues.all('order-queue');
    const asked = waiting.filter(({ attributes }) => attributes.type === 'ResumeOrder');
    for (const id of new Set(asked.map((message) => message.id))) aws.queues.lose('order-queue', id);
    trace(() => `${asked.length} ResumeOrder are lost from order-queue`);
  });
};

const sweepUntil = async (system: System, end: number, isDone: () => boolean): Promise<void> => {
  const { time } = system;
  system.trace(() => '--- a sweeper starts');
  const process = system.startOnce('sweeper', (runtime) => sweeper.start(runtime));
  await time.run(() => time.now() > end || isDone());
  system.end(process);
};

const neglectOf = (order: OrderRecord, now: number): string[] => {
  const { orderId, status, expiresAt } = order;
  if (!isStuck(order)) return [`order ${short(orderId)} is ${status}, and nobody knows`];
  const isLate = notShipped.includes(status) && Date.parse(expiresAt) < now;
  return isLate ? [`order ${short(orderId)} has expired, and is ${status}`] : [];
};

const openOrders = ({ aws }: System): OrderRecord[] => ordersIn(aws).filter(({ status }) => !isFinal(status));

const rounds = 3;

/** What is wrong with orders that are over is found by reconciliation, which says what to do. */
export const followReconciliation = async (system: System): Promise<void> => {
  const { time, aws, history } = system;
  for (let round = 0; round < rounds; round += 1) {
    const exceptions = exceptionsOf(lookAt(aws, history, time.now()));
    const orderIds = new Set(exceptions.flatMap(({ orderId }) => orderId ?? []));
    if (orderIds.size === 0) return;
    system.trace(() => '--- an operator resumes the orders that the reconciliation names');
    resumeAll(system, orderIds);
    await time.run();
  }
};
