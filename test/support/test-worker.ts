// A payment worker with a handler of the test's own, on a real queue; what its messages become can be waited for.
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Emission } from '#contracts/events.ts';
import { defineWorker } from '#messaging/define-worker.ts';
import type { Handler } from '#messaging/handler.ts';
import type { RunningService, Runtime } from '#platform/runtime.ts';
import { newOrderId, orderCreated } from './messages.ts';
import { createQueueTools } from './queue-tools.ts';
import { startTestAws, type TestAws } from './test-aws.ts';

export const queue = 'payment-queue';
export const deadLetters = 'payment-queue-dlq';

export const created = (orderId = newOrderId()): Emission<'OrderCreated'> => orderCreated(orderId);

export const captured = (subject: string): Emission => ({
  type: 'PaymentCaptured',
  subject,
  at: '2026-01-02T03:04:05.000Z',
  data: { amount: 1250, currency: 'USD' },
});

/** Starts the AWS before the file's tests and stops it after; workers stop after each test. */
export const useTestWorker = () => {
  let aws: TestAws | undefined;
  const running: RunningService[] = [];
  const started = (): TestAws => {
    if (!aws) throw new Error('The AWS of the test has not started');
    return aws;
  };

  beforeAll(async () => {
    aws = await startTestAws({ CONSUMERS_PER_QUEUE: '2' });
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((worker) => worker.stop()));
  });
  afterAll(() => aws?.stop());

  return {
    aws: started,
    queues: () => createQueueTools(started().runtime),
    /** Failed messages come back at once, unless `change` brings another `random`. */
    startWorker: async (handler: Handler<'OrderCreated'>, change: Partial<Runtime> = {}) => {
      const runtime: Runtime = { ...started().runtime, random: () => 0, ...change };
      const define = defineWorker('payment', () => ({ [queue]: { OrderCreated: handler } }));
      const worker = await define.start(runtime);
      running.push(worker);
      return worker;
    },
    /** Resolves when a message with this text in its body has been deleted from, or put into, a queue. */
    seen: (status: 'consumed' | 'published', queueName: string, text: string) =>
      started().spy.waitForMessage(
        (message) =>
          message.service === 'sqs' && message.queueName === queueName && message.body.includes(text),
        status,
        10_000,
      ),
  };
};

/** Counts; `after(n)` resolves once the count is n. */
export const counter = () => {
  const waiting: { count: number; resolve: () => void }[] = [];
  const state = { count: 0 };
  return {
    state,
    hit: () => {
      state.count += 1;
      for (const { count, resolve } of waiting) if (state.count >= count) resolve();
    },
    after: (count: number) =>
      new Promise<void>((resolve) => {
        if (state.count >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
};
