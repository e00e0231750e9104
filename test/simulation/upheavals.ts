// What happens to the system as a whole while it runs: processes die, deployments replace them, SQS delivers twice or too
// early, AWS is away for a service, messages are dead-lettered, somebody sends old ones again, an operator redrives. Add one
// here; a seed draws when and how often.
import { deadLetterQueueOf, queueNames, topicNames, topology } from '#platform/topology.ts';
import { createRandom, type Random } from '#test/random.ts';
import type { UpheavalKind } from './faults.ts';
import { forgeMessage } from './forgeries.ts';
import { redriveAll } from './operator.ts';
import { serviceStarts } from './services.ts';
import type { System } from './system.ts';
import { short } from './trace.ts';
import type { Workload } from './workload.ts';

type Upheaval = (system: System, random: Random) => void;

export const loseEvent: Upheaval = ({ aws, history, trace }, random) => {
  const [message] = anyOf(random, messagesOf(aws).filter(isEvent));
  if (!message) return;
  history.counts.lost += 1;
  trace(() => `${message.attributes.type} is lost from ${message.queue}`);
  aws.queues.lose(message.queue, message.id);
};

const upheavals: Record<UpheavalKind, Upheaval> = {
  kill: (system, random) => {
    const [victim] = anyOf(random, system.processes());
    if (victim) system.kill(victim);
  },
  drain: (system, random) => {
    const [chosen] = anyOf(
      random,
      system.processes().filter((process) => !process.isDraining()),
    );
    if (chosen) system.replace(chosen);
  },
  duplicate: ({ aws, history, trace }, random) => {
    const [message] = anyOf(random, messagesOf(aws));
    if (!message) return;
    history.counts.duplicates += 1;
    trace(() => `SQS will deliver ${short(message.body.slice(0, 120))} of ${message.queue} twice`);
    aws.queues.duplicate(message.queue, message.id);
  },
  expire: ({ aws, time, trace }, random) => {
    const [message] = anyOf(
      random,
      messagesOf(aws).filter(({ visibleAt }) => visibleAt > time.now()),
    );
    if (!message) return;
    trace(() => `a visibility timeout of ${message.queue} runs out early`);
    aws.queues.expireVisibility(message.queue, message.id);
  },
  replay: ({ aws, history, trace }, random) => {
    const [message] = anyOf(random, history.seen);
    if (!message) return;
    history.counts.duplicates += 1;
    trace(() => `somebody sends an old message to ${message.queue} again`);
    aws.queues.sendRaw(message.queue, message.body, message.attributes);
  },
  redrive: (system) => void redriveAll(system),
  outage: ({ outages, time, trace }, random) => {
    const service = random.pick(Object.keys(serviceStarts));
    const seconds = random.between(5, 300);
    trace(() => `AWS is away for ${service}, for ${seconds} s`);
    outages.set(service, time.now() + seconds * 1_000);
  },
  bury: ({ aws, trace }, random) => {
    const [message] = anyOf(random, messagesOf(aws));
    if (!message) return;
    const { queue, id, body, attributes } = message;
    trace(() => `SQS moves a message of ${queue} to its dead-letter queue`);
    aws.queues.lose(queue, id);
    aws.queues.sendRaw(deadLetterQueueOf(queue), body, attributes);
  },
  forge: (system, random) => {
    system.history.counts.forged += 1;
    forgeMessage(system, random);
  },
  lose: loseEvent,
};

const usual: readonly UpheavalKind[] = [
  'kill',
  'kill',
  'drain',
  'duplicate',
  'duplicate',
  'expire',
  'replay',
  'redrive',
  'outage',
  'bury',
];

/** Until `untilMs` after the start. */
export const scheduleUpheavals = (
  system: System,
  { seed, workload, untilMs }: { seed: number; workload: Workload; untilMs: number },
): void => {
  const random = createRandom(seed, 'upheavals');
  const kinds = [...usual, ...times(5, 'forge', workload.forgeries), ...times(6, 'lose', workload.losses)];
  const count = Math.floor(random.next() ** 2 * 12);
  for (let number = 0; number < count; number += 1) {
    const kind = random.pick(kinds);
    system.time.after(random.next() * untilMs, () => {
      // Drawn from randomness of its own, so that leaving it out does not change the others.
      if (!system.plan.allows(number)) return;
      upheavals[kind](system, createRandom(seed, `upheaval ${number}`));
      system.wakePolls();
    });
  }
};

const times = (count: number, kind: UpheavalKind, really = false): UpheavalKind[] =>
  really ? Array.from({ length: count }, () => kind) : [];

/** A command that is lost is a request that nobody made. */
const isEvent = ({ attributes }: { attributes: Readonly<Record<string, string>> }): boolean =>
  topicNames.some((topic) => (topology.topics[topic].events as string[]).includes(attributes.type ?? ''));

const messagesOf = ({ queues }: System['aws']) =>
  queueNames.flatMap((queue) => queues.all(queue).map((message) => ({ queue, ...message })));

const anyOf = <Item>(random: Random, items: readonly Item[]): Item[] =>
  items.length > 0 ? [random.pick(items)] : [];
