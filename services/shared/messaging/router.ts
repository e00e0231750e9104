// What carries a service's events to the queues that are subscribed to them: SNS topics, or an EventBridge bus.
import type { Emission } from '#contracts/events.ts';
import type { Runtime } from '#platform/runtime.ts';
import type { ServiceName } from '#platform/topology.ts';
import { createTopicRouter } from './topic-router.ts';

export type Router = {
  /** Resolves when it has durably taken the event. @throws Permanent for a broken contract; Overloaded; Error of this entry */
  add: (emission: Emission, traceparent: string) => Promise<void>;
  /** Resolves when everything added so far has an outcome. */
  drain: () => Promise<void>;
};

/** The one that ROUTER names; the other is not even loaded. @throws Error when there is no such bus */
export const createRouter = async (runtime: Runtime, service: ServiceName): Promise<Router> => {
  if (runtime.env.ROUTER === 'sns') return createTopicRouter(runtime, service);
  const { createBusRouter } = await import('./bus-router.ts');
  return createBusRouter(runtime, service);
};
