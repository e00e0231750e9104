// A worker: a service that consumes queues. Give its name, and for each queue the handlers by message type.
import type { RunningService, Runtime, Service } from '#platform/runtime.ts';
import { startTogether, stopAll } from '#platform/shutdown.ts';
import type { QueueName, ServiceName } from '#platform/topology.ts';
import { consume } from './consume.ts';
import type { Handlers } from './handler.ts';
import { type StartPolling, startPolling } from './poll.ts';
import { createPublisher } from './publisher.ts';

type WorkerQueues = { [Queue in QueueName]?: Handlers };

/** `compose` is the worker's composition root: it builds the handlers from what the runtime gives. */
export type Worker = Service & {
  compose: (runtime: Runtime) => WorkerQueues;
  /** As `start`, receiving by another poll than sqs-consumer's. */
  startWith: (runtime: Runtime, poll: StartPolling) => Promise<RunningService>;
};

export const defineWorker = (name: ServiceName, compose: Worker['compose']): Worker => {
  const startWith: Worker['startWith'] = async (given, poll) => {
    const runtime = { ...given, log: given.log.child({ service: name }) };
    const publisher = createPublisher(runtime, name);
    const observed = { poll, recordSpan: runtime.tracer?.forService(name) };
    const queues = Object.entries(compose(runtime)) as [QueueName, Handlers][];
    const consuming = await startTogether(
      queues.map(([queue, handlers]) => consume(runtime, queue, handlers, publisher.publish, observed)),
    );
    runtime.log.info({ queues: queues.map(([queue]) => queue) }, 'started');
    return {
      stop: async () => {
        await stopAll(consuming);
        await publisher.close();
        runtime.log.info('stopped');
      },
    };
  };
  return { name, compose, startWith, start: (runtime) => startWith(runtime, startPolling) };
};
