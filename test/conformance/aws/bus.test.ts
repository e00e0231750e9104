// Conformance: what Waybill relies on in EventBridge, with the subscriptions of services/topology.json as rules of a bus.
import {
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { unwrap } from '#messaging/bus-envelope.ts';
import { queueNames, serviceNames, type TopicName, topology } from '#platform/topology.ts';
import { desiredRules } from '../../../localstack/desired-bus.ts';
import { provision } from '../../../localstack/provision.ts';
import { createQueueClient } from './queue-client.ts';
import { bodyOf, events, expectedIn } from './routed-events.ts';
import { startEndpoint, targetOfEndpoint } from './targets.ts';

const sourceOf = (topic: TopicName) =>
  `waybill.${serviceNames.find((name) => (topology.services[name].publishes as string[]).includes(topic))}`;

describe.skipIf(!targetOfEndpoint.isAvailable)(`a bus of ${targetOfEndpoint.title}`, () => {
  let system: Awaited<ReturnType<typeof startEndpoint>>;
  beforeAll(async () => {
    system = await startEndpoint({ ROUTER: 'eventbridge' });
  });
  afterAll(() => system.stop());

  const client = () => system.aws.eventBridge();
  const readBack = async () => {
    const EventBusName = system.aws.eventBus;
    const { Rules = [] } = await (await client()).send(new ListRulesCommand({ EventBusName }));
    const found = Rules.map(async ({ Name, EventPattern = '{}', State }) => {
      const command = new ListTargetsByRuleCommand({ Rule: Name, EventBusName });
      const { Targets } = await (await client()).send(command);
      return { name: Name, pattern: JSON.parse(EventPattern), State, targets: Targets };
    });
    return (await Promise.all(found)).sort((a, b) => String(a.name).localeCompare(String(b.name)));
  };

  it('has a rule for each subscription, each with its queue as only target', async () => {
    const wanted = desiredRules(system.env)
      .map(({ name, pattern, target }) => ({ name, pattern, State: 'ENABLED', targets: [target] }))
      .sort((a, b) => a.name.localeCompare(b.name));
    expect(await readBack()).toEqual(wanted);
  });

  it('brings each event to the queues that a topic would bring it to, and to no other', async () => {
    for (const event of events) {
      const { type = '' } = event.attributes;
      const Detail = bodyOf(event);
      const entry = {
        EventBusName: system.aws.eventBus,
        Source: sourceOf(event.topic),
        DetailType: type,
        Detail,
      };
      const { FailedEntryCount } = await (await client()).send(new PutEventsCommand({ Entries: [entry] }));
      expect(FailedEntryCount).toBe(0);
    }
    const queues = createQueueClient(system.aws);
    for (const queue of queueNames) {
      const expected = expectedIn(queue);
      const messages = await queues.receiveAll(queue, expected.length);
      const bodies = messages.map(({ Body = '' }) => JSON.stringify(unwrap(JSON.parse(Body)))).sort();
      expect(bodies, queue).toEqual(expected);
      expect(await queues.receive(queue), `more in ${queue}`).toEqual([]);
      for (const message of messages) await queues.delete(queue, message);
    }
  });

  it('brings nothing of what another service says', async () => {
    const entry = {
      EventBusName: system.aws.eventBus,
      DetailType: 'OrderCompleted',
      Detail: '{"outcome":"fulfilled"}',
    };
    const command = new PutEventsCommand({ Entries: [{ ...entry, Source: 'waybill.shipping' }] });
    await (await client()).send(command);
    expect(await createQueueClient(system.aws).receive('notification-queue', { wait: 1 })).toEqual([]);
  });

  it('refuses single entries, and takes the others', async () => {
    const entry = { EventBusName: system.aws.eventBus, Source: 'waybill.orders', DetailType: 'Unheard' };
    const Entries = [
      { ...entry, Detail: '{}' },
      { ...entry, Detail: 'no JSON' },
    ];
    const outcome = await (await client()).send(new PutEventsCommand({ Entries }));
    expect(outcome.Entries).toEqual([
      { EventId: expect.any(String) },
      expect.objectContaining({ ErrorCode: 'MalformedDetail' }),
    ]);
  });

  it('is left alone by a second provisioning, and set right when it has drifted', async () => {
    const before = await readBack();
    const calls = vi.spyOn(await client(), 'send');
    await provision(system);
    const names = () => calls.mock.calls.map(([command]) => command.constructor.name);
    expect(names().filter((name) => !/^(List|Describe)/.test(name))).toEqual([]);
    const EventBusName = system.aws.eventBus;
    const [first, second] = before;
    const EventPattern = JSON.stringify({ source: ['nobody'] });
    await (await client()).send(new PutRuleCommand({ Name: first?.name, EventBusName, EventPattern }));
    const Ids = second?.targets?.map(({ Id }) => String(Id));
    await (await client()).send(new RemoveTargetsCommand({ Rule: second?.name, EventBusName, Ids }));
    await provision(system);
    calls.mockRestore();
    expect(await readBack()).toEqual(before);
  });
});
