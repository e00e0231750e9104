// Publishes a service's events, up to ten a call; each caller learns the outcome of its own event.
import type { Emission } from '#contracts/events.ts';
import type { Runtime } from '#platform/runtime.ts';
import { type ServiceName, topicOf, topology } from '#platform/topology.ts';
import { Permanent } from './errors.ts';
import { createRouter } from './router.ts';

export type Publisher = {
  /** Resolves when the router has taken the event. @throws Permanent for a broken contract; Error when this entry failed */
  publish: (emission: Emission, traceparent: string) => Promise<void>;
  /** Resolves when nothing is on the wire any more. */
  close: () => Promise<void>;
};

/** A publisher that refuses what topology.json does not let `service` publish. @throws what `createRouter` throws */
export const createPublisher = async (runtime: Runtime, service: ServiceName): Promise<Publisher> => {
  const allowed: readonly string[] = topology.services[service].publishes;
  const router = allowed.length > 0 ? await createRouter(runtime, service) : undefined;
  return {
    publish: async (emission, traceparent) => {
      const topic = topicOf(emission.type);
      if (!router || !allowed.includes(topic))
        throw new Permanent(`${service} may not publish to ${topic}: see services/topology.json`);
      await router.add(emission, traceparent);
    },
    close: async () => {
      await router?.drain();
    },
  };
};
