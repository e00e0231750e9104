// What carries events to their queues on the local AWS, as ROUTER says: topics, or a bus.
import type { Aws } from '#platform/aws.ts';
import type { Env } from '#platform/env.ts';
import { topicNames } from '#platform/topology.ts';
import { subscriptions } from './desired-bus.ts';
import type { Place } from './place.ts';
import { provisionSubscriptions, provisionTopics, topicsAreThere } from './provision-topics.ts';

type LocalRouter = {
  /** Idempotent. @throws Error when the endpoint is another account's or region's, or has no such service */
  provision: (aws: Aws, place: Place) => Promise<void>;
  /** With the queues, which must exist. Idempotent. */
  connect: (aws: Aws, place: Place) => Promise<void>;
  /** By name alone. */
  isThere: (aws: Aws) => Promise<boolean>;
  /** What `provision` and `connect` make. */
  makes: string;
};

const topics: LocalRouter = {
  provision: provisionTopics,
  connect: provisionSubscriptions,
  isThere: topicsAreThere,
  makes: `${topicNames.length} topics`,
};

/** EventBridge's client is loaded for it alone: `npm start` shall not wait for what it does not use. */
export const localRouter = async ({ ROUTER }: Pick<Env, 'ROUTER'>): Promise<LocalRouter> => {
  if (ROUTER === 'sns') return topics;
  const { busIsThere, provisionBus, provisionRules } = await import('./provision-bus.ts');
  return {
    provision: provisionBus,
    connect: provisionRules,
    isThere: busIsThere,
    makes: `a bus with ${subscriptions.length} rules`,
  };
};
