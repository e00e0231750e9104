import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createQueueSender } from '#messaging/queue-sender.ts';
import type { RunningService } from '#platform/runtime.ts';
import { startTestAws, type TestAws } from '../../test/support/test-aws.ts';
import { completed, someOrder } from './test-order.ts';
import { service } from './worker.ts';

let testAws: TestAws;
let worker: RunningService;
beforeAll(async () => {
  testAws = await startTestAws();
  worker = await service.start(testAws.runtime);
});
afterAll(async () => {
  await worker.stop();
  await testAws.stop();
});

test('OrderCompleted on notification-queue, there twice, becomes one mail', async () => {
  const { runtime, spy, mailbox } = testAws;
  const order = someOrder();
  const TableName = runtime.aws.tableName('OrdersTable');
  await runtime.aws.dynamo.send(new PutCommand({ TableName, Item: order }));

  const sender = await createQueueSender(runtime, 'orders', 'notification-queue');
  const event = completed(order.orderId);
  await Promise.all([sender.send(event, ''), sender.send(event, '')]);
  await sender.close();
  const ofOrder = (message: object) => JSON.stringify(message).includes(order.orderId);
  await spy.waitForMessages(ofOrder, { count: 2, status: 'consumed' });

  const mails = (await mailbox()).filter(({ body }) => body.text?.includes(order.orderId));
  expect(mails).toHaveLength(1);
});
