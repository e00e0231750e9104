// Events go to SNS topics, type and outcome in attributes on which their subscriptions filter.
import { PublishBatchCommand } from '@aws-sdk/client-sns';
import { type Batcher, createBatcher } from '#platform/batcher.ts';
import type { Runtime } from '#platform/runtime.ts';
import { type ServiceName, type TopicName, topicOf } from '#platform/topology.ts';
import { encode, type WireMessage } from './envelope.ts';
import type { Router } from './router.ts';
import { attributesOf, batchLimits, bytesOf, entryErrors } from './wire.ts';

export const createTopicRouter = (runtime: Runtime, service: ServiceName): Router => {
  const batchers = new Map<TopicName, Batcher<WireMessage>>();
  const batcherOf = (topic: TopicName) => {
    const batcher = batchers.get(topic) ?? topicBatcher(runtime, topic);
    batchers.set(topic, batcher);
    return batcher;
  };
  return {
    add: async (emission, traceparent) => {
      await batcherOf(topicOf(emission.type)).add(encode(emission, service, traceparent));
    },
    drain: async () => {
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
