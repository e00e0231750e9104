// Conformance: what is published and sent, in how many calls, and what a service may not.
import { PublishBatchCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Permanent } from '#messaging/errors.ts';
import { createPublisher } from '#messaging/publisher.ts';
import { createQueueSender } from '#messaging/queue-sender.ts';
import { newOrderId, orderCreated, placeOrder } from '#test/messages.ts';
import { createQueueTools } from '#test/queue-tools.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { captured } from '#test/test-worker.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());

const traceparent = '00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01';

describe('a publisher', () => {
  it('publishes twenty-five events in three calls, and each arrives once', async () => {
    const calls = vi.spyOn(aws.runtime.aws.sns, 'send');
    const publisher = await createPublisher(aws.runtime, 'payment');
    const ids = Array.from({ length: 25 }, () => newOrderId());
    await Promise.all(ids.map((id) => publisher.publish(captured(id), traceparent)));
    expect(calls.mock.calls.map(([command]) => command instanceof PublishBatchCommand)).toEqual(
      Array.from({ length: 3 }, () => true),
    );
    calls.mockRestore();
    const { receive } = createQueueTools(aws.runtime);
    const bodies: string[] = [];
    while (bodies.length < ids.length)
      bodies.push(...(await receive('order-status-queue', 1)).map(({ Body }) => Body ?? ''));
    expect(ids.filter((id) => bodies.filter((body) => body.includes(id)).length === 1)).toEqual(ids);
  });

  it('refuses an event that topology.json gives to another service', async () => {
    const publisher = await createPublisher(aws.runtime, 'payment');
    await expect(publisher.publish(orderCreated(), traceparent)).rejects.toBeInstanceOf(Permanent);
  });
});

describe('a sender', () => {
  it('resolves once the queue has the command', async () => {
    const sender = await createQueueSender(aws.runtime, 'orders-api', 'order-queue');
    const command = placeOrder();
    await sender.send(command, traceparent);
    const [message] = await createQueueTools(aws.runtime).receive('order-queue');
    expect(message?.Body).toContain(command.subject);
  });

  it('is not made for a queue that topology.json does not let the service send to', async () => {
    const forbidden = createQueueSender(aws.runtime, 'payment', 'order-queue');
    await expect(forbidden).rejects.toThrow('payment may not send to order-queue');
  });
});
