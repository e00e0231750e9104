// After events were lost for good: the sweeper finds the orders that stand still; then an operator does what the
// reconciliation says. Together they must bring every order home.
import type { OrderRecord } from '#contracts/order-record.ts';
import { isFinal } from '#contracts/order-status.ts';
import { service as sweeper } from '../../services/sweeper/service.ts';
import { exceptionsOf } from './invariants/reconciliation.ts';
import { lookAt } from './invariants/world.ts';
import { resumeAll } from './operator.ts';
import type { System } from './system.ts';

/** The deadlines of a step, doubled twice, and some. */
const sweepForMs = 60 * 60_000;
const rounds = 3;

export const recoverLosses = async (system: System): Promise<void> => {
  const { time, aws, history } = system;
  system.trace(() => '--- the sweeper starts');
  const process = system.startOnce('sweeper', (runtime) => sweeper.start(runtime));
  const end = time.now() + sweepForMs;
  await time.run(() => time.now() > end || isSettled(system));
  system.end(process);
  await time.run();
  for (let round = 0; round < rounds; round += 1) {
    const exceptions = exceptionsOf(lookAt(aws, history, time.now()));
    const orderIds = new Set(exceptions.flatMap(({ orderId }) => orderId ?? []));
    if (orderIds.size === 0) return;
    system.trace(() => '--- an operator resumes the orders that the reconciliation names');
    resumeAll(system, orderIds);
    await time.run();
  }
};

const isSettled = ({ aws }: System): boolean =>
  [...aws.tables.items('OrdersTable')].every((order) => isFinal((order as unknown as OrderRecord).status));
