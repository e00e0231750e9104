// The sweeper: finds orders that should have moved on and asks `orders` about them, and reconciles money and stock.
// It consumes no queue. More than one of it does no harm, and no good.
import { createQueueSender } from '#messaging/queue-sender.ts';
import { createMetrics } from '#platform/metrics.ts';
import type { Service } from '#platform/runtime.ts';
import { stopAll } from '#platform/shutdown.ts';
import { createFindBacklog } from './backlog.ts';
import { createCheckpoints } from './checkpoints.ts';
import { createOrderFinder } from './order-finder.ts';
import { createReconciliation } from './reconciliation.ts';
import { startSchedule } from './schedule.ts';
import { createSweep } from './sweep.ts';

const name = 'sweeper';

export const service: Service = {
  name,
  start: async (given) => {
    const runtime = { ...given, log: given.log.child({ service: name }) };
    const { env, log, now } = runtime;
    const orderQueue = await createQueueSender(runtime, name, 'order-queue');
    const { count, stop: stopCounting } = createMetrics(runtime, name);
    const failing = (message: string) => (err: unknown) => {
      count('TaskErrors');
      log.error({ err }, message);
    };
    const sweep = createSweep({
      finder: createOrderFinder(runtime),
      checkpoints: createCheckpoints(runtime),
      findBacklog: await createFindBacklog(runtime),
      orderQueue,
      now,
      log,
      count,
      stalledAfterMs: env.STALLED_AFTER_SECONDS * 1_000,
      expiresAfterMs: env.ORDER_EXPIRES_MINUTES * 60_000,
    });
    const schedules = [
      startSchedule(runtime, {
        intervalMs: env.SWEEP_INTERVAL_SECONDS * 1_000,
        work: sweep,
        onFailure: failing('sweep failed: the next one tries again'),
      }),
      startSchedule(runtime, {
        intervalMs: env.RECONCILE_INTERVAL_MINUTES * 60_000,
        work: createReconciliation(runtime, count),
        onFailure: failing('reconciliation failed: the next one tries again'),
      }),
    ];
    log.info('started');
    return {
      stop: async () => {
        await stopAll(schedules).finally(stopCounting);
        await orderQueue.close();
        log.info('stopped');
      },
    };
  },
};
