// What goes onto the bus, in how many calls, and what becomes of entries that it refuses; on a bus in memory.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  DescribeEventBusCommand,
  type PutEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import type { Emission } from '#contracts/events.ts';
import { readEnv } from '#platform/env.ts';
import { createRuntime, type Runtime } from '#platform/runtime.ts';
import { newOrderId, orderCreated, paymentProcessed } from '#test/messages.ts';
import { captured } from '#test/test-worker.ts';
import { Permanent } from './errors.ts';
import { createPublisher } from './publisher.ts';

const traceparent = '00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01';

type Entry = { Source: string; DetailType: string; Detail: string; EventBusName: string };

const missing = () =>
  new ResourceNotFoundException({ message: 'Event bus dev-events does not exist.', $metadata: {} });

/** `isThere`: at each look. `refuse`: which entries it does not take. */
const busInMemory = ({
  looks = [true],
  refuse = () => false,
}: {
  looks?: boolean[];
  refuse?: (entry: Entry) => boolean;
}) => {
  const calls: Entry[][] = [];
  const answer = (entry: Entry) =>
    refuse(entry)
      ? { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' }
      : { EventId: crypto.randomUUID() };
  const send = async (command: DescribeEventBusCommand | PutEventsCommand) => {
    if (command instanceof DescribeEventBusCommand) {
      const { Name } = command.input;
      if (looks.length > 1 ? !looks.shift() : !looks[0]) throw missing();
      return { Name };
    }
    const entries = command.input.Entries as Entry[];
    calls.push(entries);
    return { Entries: entries.map(answer) };
  };
  return { calls, send };
};

const publisherOn = async ({ send }: ReturnType<typeof busInMemory>) => {
  const env = readEnv({ ROUTER: 'eventbridge', RESOURCE_PREFIX: 'dev-', LOG_LEVEL: 'silent' });
  const runtime = createRuntime(env);
  const eventBridge = (async () => ({ send })) as unknown as Runtime['aws']['eventBridge'];
  const timers = { ...runtime.timers, delay: async () => undefined };
  return createPublisher({ ...runtime, timers, aws: { ...runtime.aws, eventBridge } }, 'payment');
};

const huge = (kilobytes: number): Emission => {
  const { id: _, ...emission } = paymentProcessed(newOrderId(), 'declined');
  return { ...emission, data: { ...emission.data, reason: 'x'.repeat(kilobytes * 1_000) } };
};

describe('a publisher on a bus', () => {
  it('puts twenty-five events in three calls, each with what rules match and what consumers read', async () => {
    const bus = busInMemory({});
    const publisher = await publisherOn(bus);
    const ids = Array.from({ length: 25 }, newOrderId);
    await Promise.all(ids.map((id) => publisher.publish(captured(id), traceparent)));
    expect(bus.calls.map(({ length }) => length)).toEqual([10, 10, 5]);
    const entries = bus.calls.flat();
    expect(entries.map(({ Detail }) => JSON.parse(Detail).subject).sort()).toEqual(ids.sort());
    expect(entries[0]).toMatchObject({
      EventBusName: 'dev-events',
      Source: 'waybill.payment',
      DetailType: 'PaymentCaptured',
    });
    expect(JSON.parse(entries[0]?.Detail ?? '')).toMatchObject({
      specversion: '1.0',
      type: 'PaymentCaptured',
      traceparent,
    });
  });

  it('keeps each call below 256 KB', async () => {
    const bus = busInMemory({});
    const publisher = await publisherOn(bus);
    await Promise.all([100, 100, 100, 100, 100].map((size) => publisher.publish(huge(size), traceparent)));
    expect(bus.calls.map(({ length }) => length)).toEqual([2, 2, 1]);
  });

  it('tells each caller what became of its own event', async () => {
    const [refused, taken] = [newOrderId(), newOrderId()];
    const bus = busInMemory({ refuse: ({ Detail }) => Detail.includes(refused) });
    const publisher = await publisherOn(bus);
    const outcomes = await Promise.allSettled(
      [refused, taken].map((id) => publisher.publish(captured(id), traceparent)),
    );
    expect(bus.calls).toHaveLength(1);
    expect(outcomes).toMatchObject([
      { status: 'rejected', reason: { message: expect.stringContaining('Rate exceeded') } },
      { status: 'fulfilled' },
    ]);
  });

  it('takes an answer that leaves entries out for a refusal', async () => {
    const bus = busInMemory({});
    const publisher = await publisherOn({
      ...bus,
      send: async (command) =>
        command instanceof DescribeEventBusCommand ? { Name: 'dev-events' } : { Entries: [] },
    });
    await expect(publisher.publish(captured(newOrderId()), traceparent)).rejects.toThrow('NoOutcome');
  });

  it('refuses an event that topology.json gives to another service', async () => {
    const publisher = await publisherOn(busInMemory({}));
    await expect(publisher.publish(orderCreated(), traceparent)).rejects.toBeInstanceOf(Permanent);
  });

  it('waits for a bus that is still being made', async () => {
    const bus = busInMemory({ looks: [false, false, true] });
    const publisher = await publisherOn(bus);
    await publisher.publish(captured(newOrderId()), traceparent);
    expect(bus.calls).toHaveLength(1);
  });

  it('does not start without its bus: AWS takes events for one that does not exist, and drops them', async () => {
    const attempt = publisherOn(busInMemory({ looks: [false] }));
    await expect(attempt).rejects.toThrow('The bus dev-events cannot be reached');
  });
});

describe("EventBridge's client", () => {
  const loaded = async (ROUTER: string): Promise<string> => {
    const program = `
      import { createRequire } from 'node:module';
      import { createPublisher } from '#messaging/publisher.ts';
      import { readEnv } from '#platform/env.ts';
      import { createRuntime } from '#platform/runtime.ts';
      const { registry } = await import('./services/registry.ts');
      await registry.payment();
      const runtime = createRuntime(readEnv({ ROUTER: '${ROUTER}' }));
      const eventBridge = async () => ({ send: async () => ({ Name: 'events' }) });
      await createPublisher({ ...runtime, aws: { ...runtime.aws, eventBridge } }, 'payment');
      const cache = Object.keys(createRequire(import.meta.url).cache);
      console.log(cache.some((path) => path.includes('client-sns')), cache.some((path) => path.includes('client-eventbridge')));`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '--eval',
      program,
    ]);
    return stdout.trim();
  };

  it('is loaded only where it is used: start-up and memory count on a quarter of a core', {
    timeout: 60_000,
  }, async () => {
    expect(await loaded('sns')).toBe('true false');
    expect(await loaded('eventbridge')).toBe('true true');
  });
});
