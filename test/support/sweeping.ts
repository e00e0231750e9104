// Services on an AWS of a test's own whose clock the test sets, and sweeps that it asks for one by one.
import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import type { OrderRecord } from '#contracts/order-record.ts';
import { createQueueSender } from '#messaging/queue-sender.ts';
import { findQueueUrl } from '#messaging/queue-url.ts';
import { createLogger } from '#platform/logger.ts';
import { silentMetrics } from '#platform/metrics.ts';
import type { Runtime } from '#platform/runtime.ts';
import { storedOrder } from '#platform/stored-order.ts';
import type { QueueName, ServiceName } from '#platform/topology.ts';
import { startServices } from '../../services/main.ts';
import { createFindBacklog } from '../../services/sweeper/backlog.ts';
import { createCheckpoints } from '../../services/sweeper/checkpoints.ts';
import { createOrderFinder } from '../../services/sweeper/order-finder.ts';
import { createSweep } from '../../services/sweeper/sweep.ts';
import { newOrderId, placeOrder } from './messages.ts';
import { createQueueTools } from './queue-tools.ts';
import { startTestAws } from './test-aws.ts';

type LogLine = { level: string; msg: string; orderId?: string };

/** Stops with the test. */
export const startSweeping = async () => {
  const aws = await startTestAws();
  onTestFinished(aws.stop);
  const clock = { offsetMs: 0 };
  const lines: LogLine[] = [];
  const write = (text: string) => {
    lines.push(JSON.parse(text));
  };
  const now = () => Date.now() + clock.offsetMs;
  const runtime: Runtime = { ...aws.runtime, now, log: createLogger('info', { write }) };
  const { send } = createQueueTools(runtime);

  const consumed = (queueName: QueueName, ...parts: string[]) =>
    aws.spy.waitForMessage(
      (message) =>
        message.service === 'sqs' &&
        message.queueName === queueName &&
        parts.every((part) => message.body.includes(part)),
      'consumed',
      15_000,
    );

  return {
    aws,
    runtime,
    clock,
    lines,
    consumed,
    start: async (...names: ServiceName[]) => {
      const running = await startServices(names, runtime);
      // Before the AWS: what finished last was started first.
      onTestFinished(running.stop);
    },
    /** Sends the order; whoever runs takes it from there. */
    place: async ({ orderId = newOrderId(), acceptedMsAgo = 0 } = {}): Promise<string> => {
      const command = placeOrder(orderId);
      const acceptedAt = new Date(now() - acceptedMsAgo).toISOString();
      await send('order-queue', { ...command, at: acceptedAt, data: { ...command.data, acceptedAt } });
      return orderId;
    },
    order: (orderId: string): Promise<OrderRecord | undefined> => storedOrder(runtime.tables.get, orderId),
    purge: async (queue: QueueName) => {
      const QueueUrl = await findQueueUrl(runtime, queue);
      await runtime.aws.sqs.send(new PurgeQueueCommand({ QueueUrl }));
    },
    sweeps: await createSweeps(runtime),
    /** A sweeper that remembers nothing, as after a deployment. */
    startAnew: () => createSweeps(runtime),
    send,
  };
};

/** `sweep` resolves with what was asked, as `orderId key`; the commands go to the queue as well. */
const createSweeps = async (runtime: Runtime) => {
  const asked: string[] = [];
  const orderQueue = await createQueueSender(runtime, 'sweeper', 'order-queue');
  const sweep = createSweep({
    finder: createOrderFinder(runtime),
    checkpoints: createCheckpoints(runtime),
    findBacklog: await createFindBacklog(runtime),
    orderQueue: {
      send: async (emission, traceparent) => {
        await orderQueue.send(emission, traceparent);
        asked.push(`${emission.subject} ${emission.key}`);
      },
    },
    now: runtime.now,
    log: runtime.log,
    count: silentMetrics.count,
    stalledAfterMs: runtime.env.STALLED_AFTER_SECONDS * 1_000,
    expiresAfterMs: runtime.env.ORDER_EXPIRES_MINUTES * 60_000,
  });
  return async (): Promise<string[]> => {
    await sweep(new AbortController().signal);
    return asked.splice(0);
  };
};
