// What happens to a running system, at moments that chance chooses: processes die, messages come twice.
import { expect } from 'vitest';
import type { ServiceName } from '#platform/topology.ts';
import { createQueueTools } from '#test/queue-tools.ts';
import type { Random } from '#test/random.ts';
import type { TestAws } from '#test/test-aws.ts';
import type { Fleet } from './fleet.ts';
import { eachOf } from './shoppers.ts';

type Plan = {
  services: readonly ServiceName[];
  killsOfEach: number;
  /** How often, and how many messages each time. */
  repeats: { count: number; messages: number };
  /** Everything happens before `progress` has come so far. */
  until: number;
};

type Deps = {
  aws: TestAws;
  fleet: Fleet;
  random: Random;
  progress: () => Promise<number>;
  timeoutMs: number;
};

/** Resolves when all of it has happened. */
export const causeUpheaval = async (deps: Deps, plan: Plan): Promise<void> => {
  const { fleet, random, progress, timeoutMs } = deps;
  const kills = plan.services.flatMap((service) => times(plan.killsOfEach, () => () => fleet.kill(service)));
  const repeats = times(plan.repeats.count, () => () => repeatMessages(deps, plan.repeats.messages));
  const events = [...kills, ...repeats]
    .map((happen) => ({ happen, at: random.between(0, plan.until - 1) }))
    .sort((a, b) => a.at - b.at);
  for (const { happen, at } of events) {
    await expect.poll(progress, { timeout: timeoutMs, interval: 500 }).toBeGreaterThanOrEqual(at);
    await happen();
  }
};

const times = <Item>(count: number, make: () => Item): Item[] => Array.from({ length: count }, make);

/** Copies of what went through queues lately. */
const repeatMessages = async ({ aws, random }: Deps, count: number): Promise<void> => {
  const { sendBody } = createQueueTools(aws.runtime);
  const seen = aws.spy.getAllMessages().filter((message) => message.service === 'sqs');
  if (seen.length === 0) return;
  const copies = times(count, () => random.pick(seen));
  await eachOf(copies, 8, ({ queueName, body }) => sendBody(queueName, body));
};
