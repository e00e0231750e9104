// services/topology.json, the registry, the folders, the contracts and the handlers: one truth, or this fails.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { messageData, outcomes } from '#contracts/events.ts';
import type { Worker } from '#messaging/define-worker.ts';
import { readEnv } from '#platform/env.ts';
import { createRuntime } from '#platform/runtime.ts';
import {
  ownQueueNames,
  queueNames,
  queueSettings,
  type ServiceName,
  serviceNames,
  type TableName,
  tableNames,
  tableSettings,
  topicNames,
  topology,
} from '#platform/topology.ts';
import { registry } from '../../services/registry.ts';

/** Not services of their own: what they share, the pages, and the tools for the command line. */
const otherFolders = ['shared', 'web', 'cli'];

/** An outcome, or whether there is one at all. */
type Filter = { type: string[]; outcome?: (string | { exists: boolean })[] };
type Rights = {
  inspects?: string[];
  tables: Record<string, string[]>;
  queries?: Record<string, string[]>;
};
const subscriptions = topology.subscriptions as { topic: string; queue: string; filter: Filter }[];
const bringsTo = (queue: string) => subscriptions.filter((subscription) => subscription.queue === queue);

describe('the services', () => {
  it('are the same in the folders, the registry and the topology', () => {
    const folders = readdirSync('services', { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !otherFolders.includes(entry.name))
      .map(({ name }) => name);
    expect(Object.keys(registry).sort()).toEqual(folders.sort());
    expect([...serviceNames].sort()).toEqual(folders.sort());
  });

  it.each(serviceNames)('%s starts under its own name', async (name) => {
    expect((await registry[name]()).service.name).toBe(name);
  });
});

describe('the queues', () => {
  it('are each consumed by one service', () => {
    const consumed = serviceNames.flatMap((name) => topology.services[name].consumes as string[]);
    expect(consumed.sort()).toEqual([...queueNames].sort());
  });

  it.each(serviceNames.filter((name) => topology.services[name].consumes.length > 0))(
    'of %s bring what it has handlers for, no less and no more',
    async (name) => {
      const { service } = await registry[name]();
      const handlers = (service as Worker).compose(createRuntime(readEnv({ LOG_LEVEL: 'silent' })));
      expect(Object.keys(handlers).sort()).toEqual([...topology.services[name].consumes].sort());
      for (const queue of ownQueueNames.filter((one) => one in handlers)) {
        const brought = bringsTo(queue).flatMap(({ filter }) => filter.type);
        const commands = queueSettings(queue).commands ?? [];
        expect(Object.keys(handlers[queue] ?? {}).sort()).toEqual(
          [...new Set([...brought, ...commands])].sort(),
        );
      }
    },
  );

  it('that AWS writes to are read as such, and bring none of our messages', async () => {
    for (const queue of queueNames.filter((one) => queueSettings(one).foreign)) {
      const consumer = serviceNames.find((name) =>
        (topology.services[name].consumes as string[]).includes(queue),
      );
      const { service } = await registry[consumer as ServiceName]();
      const handlers = (service as Worker).compose(createRuntime(readEnv({ LOG_LEVEL: 'silent' })));
      expect([queue, typeof handlers[queue]]).toEqual([queue, 'function']);
      expect(queueSettings(queue).commands).toBeUndefined();
      expect(bringsTo(queue)).toEqual([]);
    }
  });
});

describe('the topics', () => {
  it('carry each event of the contracts once, and commands carry the rest', () => {
    const events = topicNames.flatMap((topic) => topology.topics[topic].events);
    const commands = queueNames.flatMap((queue) => queueSettings(queue).commands ?? []);
    expect([...events, ...commands].sort()).toEqual(Object.keys(messageData).sort());
  });

  it('are each published by one service', () => {
    const published = serviceNames.flatMap((name) => topology.services[name].publishes as string[]);
    expect(published.sort()).toEqual([...topicNames].sort());
  });

  it.each(subscriptions)('$topic to $queue filters on what the topic carries', ({ topic, filter }) => {
    const carried = topology.topics[topic as keyof typeof topology.topics].events as string[];
    expect(carried).toEqual(expect.arrayContaining(filter.type));
    const possible = filter.type.flatMap((type) => [...(outcomes[type as keyof typeof outcomes] ?? [])]);
    const named = (filter.outcome ?? []).filter((rule) => typeof rule === 'string');
    expect(possible).toEqual(expect.arrayContaining(named));
  });
});

describe('the scaling of a service', () => {
  it.each(serviceNames)('of %s has bounds, and the time of a message where it consumes any', (name) => {
    const { consumes, scaling } = topology.services[name];
    const bounds: { min: number; max: number; secondsPerMessage?: number } = scaling;
    expect(bounds.min).toBeGreaterThanOrEqual(1);
    expect(bounds.max).toBeGreaterThanOrEqual(bounds.min);
    if (consumes.length > 0) expect(bounds.secondsPerMessage).toBeGreaterThan(0);
    else expect(bounds).not.toHaveProperty('secondsPerMessage');
  });

  it('waits until a task that it started shows in the metrics, and leaves more slowly than it comes', () => {
    const { latencyGoalSeconds, cpuTargetPercent, scaleOutCooldownSeconds, scaleInCooldownSeconds } =
      topology.scaling;
    expect(latencyGoalSeconds).toBeGreaterThan(0);
    expect(cpuTargetPercent).toBeLessThan(100);
    expect(scaleOutCooldownSeconds).toBeGreaterThanOrEqual(240);
    expect(scaleInCooldownSeconds).toBeGreaterThan(scaleOutCooldownSeconds);
  });

  it('answers a surge with the more tasks the larger it is, watching a worker', () => {
    const { watches, steps } = topology.scaling.surge;
    expect(topology.services).toHaveProperty([watches, 'scaling', 'secondsPerMessage']);
    expect(steps[0]?.from).toBe(1);
    for (const key of ['from', 'percent'] as const)
      expect(steps.map((step) => step[key])).toEqual(steps.map((step) => step[key]).sort((a, b) => a - b));
  });
});

describe('the rights of a service', () => {
  it.each(serviceNames)('of %s name only tables, topics and queues that exist', (name) => {
    const { tables, sends, publishes } = topology.services[name];
    const { inspects = [] } = topology.services[name] as Rights;
    expect(tableNames).toEqual(expect.arrayContaining(Object.keys(tables)));
    expect(queueNames).toEqual(expect.arrayContaining([...sends, ...inspects]));
    expect(topicNames).toEqual(expect.arrayContaining(publishes));
  });

  it.each(serviceNames)('of %s to query name indexes that exist, or tables that have an order', (name) => {
    const { tables, queries = {} } = topology.services[name] as Rights;
    for (const [table, indexes] of Object.entries(queries))
      expect(Object.keys(tableSettings(table as TableName).indexes ?? {})).toEqual(
        expect.arrayContaining(indexes),
      );
    for (const [table, actions] of Object.entries(tables))
      if (actions.includes('Query')) expect(tableSettings(table as TableName).key.sort).toBeDefined();
  });
});
