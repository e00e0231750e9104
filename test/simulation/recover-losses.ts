// After events were lost for good: the sweeper finds the orders that stand still, has them resumed or cancelled, or gives
// them up to a person; then people do what is left to them. Together they must bring every order home.
import type { OrderRecord } from '#contracts/order-record.ts';
import { isFinal, type OrderStatus } from '#contracts/order-status.ts';
import { isStuckPartition } from '#contracts/status-index.ts';
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

/** What the sweeper can do; and, by their customers, a cancellation of the orders that nobody else can help. */
export const sweepUp = async (system: System): Promise<Violation[]> => {
  const { time, history } = system;
  system.trace(() => '--- the sweeper starts');
  const process = system.startOnce('sweeper', (runtime) => sweeper.start(runtime));
  const end = time.now() + sweepForMs;
  await time.run(() => time.now() > end || openOrders(system).length === 0);
  system.end(process);
  await time.run();
  const open = openOrders(system);
  history.counts.escalated += open.length;
  for (const { orderId } of open) void tell(system, orderId, 'CancelOrder', {});
  const violations = open.flatMap((order) => neglectOf(order, time.now()));
  await time.run();
  return violations.map((what) => ({ promise, what }));
};

const neglectOf = ({ orderId, status, statusPartition, expiresAt }: OrderRecord, now: number): string[] => {
  if (!isStuckPartition(statusPartition)) return [`order ${short(orderId)} is ${status}, and nobody knows`];
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
