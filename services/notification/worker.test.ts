import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningService } from '#platform/runtime.ts';
import { orderCompleted } from '#test/messages.ts';
import { createQueueTools } from '#test/queue-tools.ts';
import { putOrder } from '#test/stored-order.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { someOrder } from './testing/sample-order.ts';
import { service } from './worker.ts';

let aws: TestAws;
let worker: RunningService;
beforeAll(async () => {
  aws = await startTestAws();
  worker = await service.start(aws.runtime);
});
afterAll(async () => {
  await worker.stop();
  await aws.stop();
});

it('OrderCompleted on notification-queue, there twice, becomes one mail', async () => {
  const { runtime, spy, mailbox } = aws;
  const order = someOrder();
  await putOrder(runtime, order);

  const { send } = createQueueTools(runtime);
  const event = orderCompleted(order.orderId);
  await Promise.all([1, 2].map(() => send('notification-queue', event, 'orders')));
  const ofOrder = (message: object) => JSON.stringify(message).includes(order.orderId);
  await spy.waitForMessages(ofOrder, { count: 2, status: 'consumed' });

  const mails = (await mailbox()).filter(({ body }) => body.text?.includes(order.orderId));
  expect(mails).toHaveLength(1);
});
