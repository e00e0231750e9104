// SIGTERM to each worker in turn, in the middle of its work: it leaves in time and in order, and nothing that it finished
// is ever delivered again.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ServiceName, serviceNames, topology } from '#platform/topology.ts';
import { newOrderId, placeOrder } from '#test/messages.ts';
import { createQueueTools } from '#test/queue-tools.ts';
import { startServiceProcess } from '#test/service-process.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { createProgress } from './support/progress.ts';

const customers = 40;
/** Deliveries to all queues together, of an order that completes. */
const messagesOfOrder = 7;
const timeoutMs = 120_000;

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());

/** Those that consume queues: each queue has one, so that what is in flight in it is in that process. */
const workers = serviceNames.filter((name) => topology.services[name].consumes.length > 0);
const queuesOf = (service: ServiceName): readonly string[] => topology.services[service].consumes;

const completed = (orderId: string) =>
  aws.spy.waitForMessage(
    (message) =>
      message.service === 'sqs' &&
      message.queueName === 'notification-queue' &&
      message.body.includes(orderId),
    'published',
    timeoutMs,
  );

it(
  'every worker drains: exit code 0 inside DRAIN_SECONDS, nothing left in flight, nothing handled twice',
  async () => {
    await aws.stock({ p1: 1_000_000, p2: 1_000_000 });
    const { send, depth } = createQueueTools(aws.runtime);
    const handled: string[] = [];
    const start = (service: ServiceName) =>
      startServiceProcess([service], aws.variables, ({ msg, queue, type, outcome, orderId }) => {
        if (msg === 'handled') handled.push([queue, type, outcome, orderId].join(' '));
      });
    const names = [...workers, 'sweeper' as const];
    const started = await Promise.all(names.map(start));
    const processes = new Map(names.map((name, index) => [name, started[index]]));

    const ordering = { isOver: false, orders: 0 };
    const keepOrdering = async () => {
      while (!ordering.isOver) {
        const command = placeOrder(newOrderId(), new Date().toISOString());
        ordering.orders += 1;
        await send('order-queue', command, 'orders-api');
        await completed(command.subject);
      }
    };
    const shopping = Promise.all(Array.from({ length: customers }, keepOrdering));
    for (const service of workers) {
      const running = processes.get(service);
      await running?.logged(({ msg }) => msg === 'handled');
      const stopping = performance.now();
      expect([service, await running?.stop('SIGTERM')]).toEqual([service, 0]);
      expect((performance.now() - stopping) / 1_000).toBeLessThan(aws.runtime.env.DRAIN_SECONDS);
      const left = await Promise.all(queuesOf(service).map(depth));
      expect([service, ...left.map(({ inFlight }) => inFlight)]).toEqual([service, ...left.map(() => 0)]);
      processes.set(service, await start(service));
    }
    ordering.isOver = true;
    await shopping;
    const { open, underWay, deadLetters } = createProgress(aws.runtime);
    await expect.poll(underWay, { timeout: timeoutMs, interval: 250 }).toBe(0);
    expect([await open(), await deadLetters()]).toEqual([0, 0]);
    const codes = await Promise.all([...processes.values()].map((running) => running?.stop('SIGTERM')));
    expect(codes).toEqual(names.map(() => 0));
    expect(handled).toHaveLength(messagesOfOrder * ordering.orders);
    expect(new Set(handled).size).toBe(handled.length);
  },
  timeoutMs,
);
