// Conformance: how a worker spreads, bounds, times and ends its work, and how it waits for a queue that is away.
import { describe, expect, it } from 'vitest';
import type { Emission } from '#contracts/events.ts';
import { counter, created, queue, useTestWorker } from '#test/test-worker.ts';

const { aws, queues, startWorker, seen } = useTestWorker();

describe('the work of a worker', () => {
  it('is spread over several consumers, and bounded: ten messages each, and as many that are slow', async () => {
    const begun = counter();
    const release = Promise.withResolvers<void>();
    let most = 0;
    let inFlight = 0;
    const orders = Array.from({ length: 60 }, () => created());
    await Promise.all(orders.map((order) => queues().send(queue, order)));
    await startWorker(async () => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      begun.hit();
      await release.promise;
      inFlight -= 1;
      return [];
    });
    await begun.after(40);
    release.resolve();
    await Promise.all(orders.map(({ subject }) => seen('consumed', queue, subject)));
    expect(most).toBe(40);
  });

  it('goes on past messages that hang, one in each consumer', async () => {
    const hanging = [created(), created()];
    const release = Promise.withResolvers<void>();
    const begun = counter();
    await startWorker(async ({ subject }) => {
      begun.hit();
      if (hanging.some((order) => order.subject === subject)) await release.promise;
      return [];
    });
    for (const [index, order] of hanging.entries()) {
      await queues().send(queue, order);
      await begun.after(index + 1);
    }
    const orders = Array.from({ length: 20 }, () => created());
    await Promise.all(orders.map((order) => queues().send(queue, order)));
    await Promise.all(orders.map(({ subject }) => seen('consumed', queue, subject)));
    release.resolve();
    await Promise.all(hanging.map(({ subject }) => seen('consumed', queue, subject)));
  });

  it('has a deadline: a handler that hangs is told by its signal, and its message comes again', async () => {
    const order = created();
    let deliveries = 0;
    let told = false;
    await startWorker(
      (_, { signal }) => {
        deliveries += 1;
        if (deliveries > 1) return Promise.resolve([]);
        signal.addEventListener('abort', () => {
          told = true;
        });
        return new Promise(() => undefined);
      },
      { env: { ...aws().runtime.env, HANDLER_DEADLINE_SECONDS: 1 } },
    );
    await queues().send(queue, order);
    await seen('consumed', queue, order.subject);
    expect({ told, deliveries }).toEqual({ told: true, deliveries: 2 });
  });
});

describe('a worker that stops', () => {
  it('finishes and acknowledges what it has begun, and takes nothing new', async () => {
    const orders = [created(), created()];
    const begun = counter();
    const release = Promise.withResolvers<void>();
    const worker = await startWorker(async () => {
      begun.hit();
      await release.promise;
      return [];
    });
    await queues().send(queue, orders[0] as Emission);
    await begun.after(1);
    let stopped = false;
    const stopping = worker.stop().then(() => {
      stopped = true;
    });
    await new Promise(setImmediate);
    expect(stopped).toBe(false);
    release.resolve();
    await stopping;
    await queues().send(queue, orders[1] as Emission);
    expect(begun.state.count).toBe(1);
    expect(await queues().depth(queue)).toEqual({ waiting: 1, inFlight: 0 });
    expect(await queues().receive(queue)).toHaveLength(1);
  });

  it('waits for a slow message that its consumer has gone past', async () => {
    const [slow, quick] = [created(), created()];
    const endPolls = Promise.withResolvers<void>();
    const receiver = aws().runtime.aws.sqsReceiver;
    const send = receiver.send.bind(receiver);
    const sqsReceiver = Object.create(receiver) as typeof receiver;
    let poll: Promise<unknown> = Promise.resolve();
    sqsReceiver.send = ((...call: Parameters<typeof send>) => {
      poll = Promise.resolve<unknown>(send(...call));
      return Promise.race([poll, endPolls.promise.then(() => ({}))]);
    }) as typeof receiver.send;
    const begun = counter();
    const release = Promise.withResolvers<void>();
    const worker = await startWorker(
      async ({ subject }) => {
        begun.hit();
        if (subject === slow.subject) await release.promise;
        return [];
      },
      {
        env: { ...aws().runtime.env, CONSUMERS_PER_QUEUE: 1 },
        aws: { ...aws().runtime.aws, sqsReceiver },
      },
    );
    await queues().send(queue, slow);
    await begun.after(1);
    await queues().send(queue, quick);
    await seen('consumed', queue, quick.subject);
    let stopped = false;
    const stopping = worker.stop().then(() => {
      stopped = true;
    });
    // Nothing but the slow message is left then; what would not wait for it has time enough to say so.
    endPolls.resolve();
    for (const _ of [1, 2, 3]) await queues().depth(queue);
    expect(stopped).toBe(false);
    release.resolve();
    await stopping;
    const settled = aws().spy.checkForMessage(
      (message) => message.service === 'sqs' && message.body.includes(slow.subject),
      'consumed',
    );
    expect(settled).toBeDefined();
    await poll;
  });

  it('stops when it is idle, once its receive returns, and when it is told to twice', async () => {
    const worker = await startWorker(async () => []);
    await worker.stop();
    await worker.stop();
    await queues().send(queue, created());
    expect((await queues().depth(queue)).waiting).toBeGreaterThan(0);
    await queues().receive(queue);
  });
});

describe('a queue that cannot be received from', () => {
  it('is asked again only after a pause, and answers then', async () => {
    const order = created();
    // The kind of error for which sqs-consumer by itself would pause ten seconds.
    const noSuchQueue = Object.assign(new Error('no such queue'), { name: 'QueueDoesNotExist' });
    const away = { until: 4, asked: 0, pauses: 0 };
    const receiver = aws().runtime.aws.sqsReceiver;
    const send = receiver.send.bind(receiver);
    const sqsReceiver = Object.create(receiver) as typeof receiver;
    sqsReceiver.send = ((...call: Parameters<typeof send>) => {
      away.asked += 1;
      return away.asked <= away.until ? Promise.reject(noSuchQueue) : send(...call);
    }) as typeof receiver.send;
    await startWorker(async () => [], {
      // Asked for the length of each pause.
      random: () => {
        away.pauses += 1;
        return 0.01;
      },
      env: { ...aws().runtime.env, CONSUMERS_PER_QUEUE: 1 },
      aws: { ...aws().runtime.aws, sqsReceiver },
    });
    await queues().send(queue, order);
    await seen('consumed', queue, order.subject);
    expect(away.pauses).toBe(away.until);
  });
});

describe('a queue whose every message fails', () => {
  it('is held for a while, and at full speed again after the first success', async () => {
    const outage = { failures: 25, failed: 0 };
    const handled = counter();
    let randoms = 0;
    const orders = Array.from({ length: 100 }, () => created());
    await Promise.all(orders.map((order) => queues().send(queue, order)));
    await startWorker(
      async () => {
        if (outage.failed < outage.failures) {
          outage.failed += 1;
          throw new Error('the table is away');
        }
        handled.hit();
        return [];
      },
      {
        // Asked once for the backoff of each failure, and once for the length of each hold.
        random: () => {
          randoms += 1;
          return 0;
        },
        env: { ...aws().runtime.env, CONSUMERS_PER_QUEUE: 1 },
      },
    );
    await handled.after(orders.length);
    const holds = randoms - outage.failures;
    expect(holds).toBeGreaterThanOrEqual(1);
    expect(holds).toBeLessThanOrEqual(3);
  });
});
