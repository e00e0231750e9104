// The rules of the bus, against the subscriptions that they stand for: no event may take another way.
import { describe, expect, it } from 'vitest';
import { messageData, outcomes } from '#contracts/events.ts';
import { readEnv } from '#platform/env.ts';
import { serviceNames, topicNames, topology } from '#platform/topology.ts';
import { compileFilter } from '../test/simulation/aws/filter-policy.ts';
import { desiredRules, patternOf, ruleArn, subscriptions } from './desired-bus.ts';
import { desiredQueues } from './desired-messaging.ts';

type Event = { topic: string; type: string; outcome: string | undefined };

const named = Object.values(outcomes).flat() as string[];

/** Each type with each outcome and without one, legal or not, on each topic; and what nobody has heard of. */
const events: Event[] = topicNames.flatMap((topic) =>
  [...Object.keys(messageData), 'Unheard'].flatMap((type) =>
    [undefined, 'unheard', ...new Set(named)].map((outcome) => ({ topic, type, outcome })),
  ),
);

/** As EventBridge reads a pattern, here: each field that it names has one of its values, or is (not) there. */
const matches = (pattern: object, event: object): boolean =>
  Object.entries(pattern).every(([name, wanted]) => {
    const value = (event as Record<string, unknown>)[name];
    if (!Array.isArray(wanted)) return matches(wanted as object, (value ?? {}) as object);
    return wanted.some((one) =>
      typeof one === 'object' ? one.exists === (value !== undefined) : one === value,
    );
  });

const onBus = ({ topic, type, outcome }: Event) => ({
  source: `waybill.${serviceNames.find((name) => (topology.services[name].publishes as string[]).includes(topic))}`,
  'detail-type': type,
  detail: { type, ...(outcome && { outcome }) },
});

describe('the rules of the bus', () => {
  it.each(subscriptions)('bring from $topic to $queue exactly what the subscription brings', (one) => {
    const isAccepted = compileFilter(one.filter);
    const pattern = patternOf(one);
    const viaTopic = events.filter(
      ({ topic, type, outcome }) => topic === one.topic && isAccepted({ type, ...(outcome && { outcome }) }),
    );
    expect(events.filter((event) => matches(pattern, onBus(event)))).toEqual(viaTopic);
    expect(viaTopic.length).toBeGreaterThan(0);
    expect(viaTopic.length).toBeLessThan(events.length);
  });

  const place = readEnv({ RESOURCE_PREFIX: 'dev-', AWS_ACCOUNT_ID: '123456789012', ROUTER: 'eventbridge' });
  const rules = desiredRules(place);

  it('keep within what EventBridge allows', () => {
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
    expect(rules.length).toBeLessThanOrEqual(100);
    for (const { name, pattern } of rules) {
      expect(name).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
      expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(2_048);
    }
  });

  it("deliver the event's detail to the queue, and what they cannot deliver to its dead-letter queue", () => {
    const [first] = rules;
    expect(first?.target).toMatchObject({
      Arn: 'arn:aws:sqs:us-east-1:123456789012:dev-payment-queue',
      InputPath: '$.detail',
      DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:123456789012:dev-payment-queue-dlq' },
    });
  });

  it('may send to the queues and dead-letter queues that they deliver to, and no other rule may', () => {
    const { main, deadLetter } = desiredQueues(place);
    for (const { name, attributes } of [...main, ...deadLetter]) {
      const queue = name.slice('dev-'.length).replace(/-dlq$/, '');
      const arns = subscriptions.filter((one) => one.queue === queue).map((one) => ruleArn(place, one));
      const statements: { Sid: string }[] = attributes.Policy ? JSON.parse(attributes.Policy).Statement : [];
      expect(statements.filter(({ Sid }) => Sid !== 'SubscribedTopics')).toEqual(
        arns.length === 0
          ? []
          : [
              expect.objectContaining({
                Principal: { Service: 'events.amazonaws.com' },
                Condition: { ArnEquals: { 'aws:SourceArn': arns } },
              }),
            ],
      );
    }
    expect(ruleArn(place, subscriptions[0] as (typeof subscriptions)[number])).toBe(
      'arn:aws:events:us-east-1:123456789012:rule/dev-events/order-events-to-payment-queue',
    );
  });
});
