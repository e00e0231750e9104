// Publishes events to their topics, up to ten a call; each caller learns the outcome of its own event.
import { PublishBatchCommand } from '@aws-sdk/client-sns';
import type { Emission } from '#contracts/events.ts';
import { type Batcher, createBatcher } from '#platform/batcher.ts';
import type { Runtime } from '#platform/runtime.ts';
import { type ServiceName, type TopicName, topicOf, topology } from '#platform/topology.ts';
import { encode, type WireMessage } from './envelope.ts';
import { Permanent } from './errors.ts';
import { attributesOf, batchLimits, bytesOf, entryErrors } from './wire.ts';

export type Publisher = {
  /** Resolves when SNS has taken the event. @throws Permanent for a broken contract; Error when this entry failed */
  publish: (emission: Emission, traceparent: string) => Promise<void>;
  /** Resolves when nothing is on the wire any more. */
  close: () => Promise<void>;
};

/** A publisher that refuses what topology.json does not let `service` publish. */
export const createPublisher = (runtime: Runtime, service: ServiceName): Publisher => {
  const allowed: readonly string[] = topology.services[service].publishes;
  const batchers = new Map<TopicName, Batcher<WireMessage>>(
    (allowed as TopicName[]).map((topic) => [topic, topicBatcher(runtime, topic)]),
  );
  return {
    publish: async (emission, traceparent) => {
      const topic = topicOf(emission.type);
      const batcher = batchers.get(topic);
      if (!batcher) throw new Permanent(`${service} may not publish to ${topic}: see services/topology.json`);
      await batcher.add(encode(emission, service, traceparent));
    },
    close: async () => {
      await Promise.all([...batchers.values()].map((batcher) => batcher.drain()));
    },
  };
};

const topicBatcher = ({ aws, timers }: Runtime, topic: TopicName) =>
  createBatcher<WireMessage>({
    target: `topic ${topic}`,
    limits: batchLimits,
    bytesOf,
    timers,
    send: async (messages) => {
      const result = await aws.sns.send(
        new PublishBatchCommand({
          TopicArn: aws.topicArn(topic),
          PublishBatchRequestEntries: messages.map(({ body, attributes }, index) => ({
            Id: String(index),
            Message: body,
            MessageAttributes: attributesOf(attributes),
          })),
        }),
      );
      return entryErrors(messages.length, result.Failed, `topic ${topic}`);
    },
  });
