// Every event that a router can be given, and which queues it must bring it to, as services/topology.json says.
import { type QueueName, type TopicName, topicNames, topology } from '#platform/topology.ts';

type Attributes = Record<string, string>;
type Event = { topic: TopicName; attributes: Attributes };

const subscriptionsOf = (topic: TopicName) => topology.subscriptions.filter((one) => one.topic === topic);

type Rule = string | { exists: boolean };

const rulesOf = (filter: object, name: string): readonly Rule[] =>
  (filter as Record<string, Rule[]>)[name] ?? [];

/** Every combination of values that a subscription names, and of each one value that none of them names. */
const eventsOf = (topic: TopicName): Event[] => {
  const valuesOf = (name: 'type' | 'outcome') => [
    ...new Set(
      subscriptionsOf(topic).flatMap(({ filter }) =>
        rulesOf(filter, name).filter((rule) => typeof rule === 'string'),
      ),
    ),
  ];
  return [...valuesOf('type'), 'Unheard'].flatMap((type) =>
    [undefined, ...valuesOf('outcome'), 'unheard'].map((outcome) => ({
      topic,
      attributes: { type, ...(outcome && { outcome }) },
    })),
  );
};

export const events = topicNames.flatMap(eventsOf);

const accepts = (filter: object, attributes: Attributes): boolean =>
  Object.keys(filter).every((name) => {
    const value = attributes[name];
    return rulesOf(filter, name).some((rule) =>
      typeof rule === 'string' ? rule === value : rule.exists === (value !== undefined),
    );
  });

/** Bodies, sorted. */
export const expectedIn = (queue: QueueName): string[] =>
  events
    .filter(({ topic, attributes }) =>
      subscriptionsOf(topic).some((one) => one.queue === queue && accepts(one.filter, attributes)),
    )
    .map(bodyOf)
    .sort();

export const bodyOf = ({ topic, attributes }: Event): string => JSON.stringify({ topic, ...attributes });
