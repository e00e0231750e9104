// A worker: a service that consumes queues. Give its name, and for each queue the handlers by message type,
// or how it reads what AWS writes there.
import { createMetrics } from '#platform/metrics.ts';
import type { RunningService, Runtime, Service } from '#platform/runtime.ts';
import { startTogether, stopAll } from '#platform/shutdown.ts';
import type { QueueName, ServiceName } from '#platform/topology.ts';
import { consume } from './consume.ts';
import type { QueueHandlers } from './handler.ts';
import { own } from './own.ts';
import { type StartPolling, startPolling } from './poll.ts';
import { createPublisher } from './publisher.ts';

type WorkerQueues = { [Queue in QueueName]?: QueueHandlers };

/** `compose` is the worker's composition root: it builds the handlers from what the runtime gives. */
export type Worker = Service & {
  compose: (runtime: Runtime) => WorkerQueues;
  /** As `start`, receiving by another poll than sqs-consumer's. */
  startWith: (runtime: Runtime, poll: StartPolling) => Promise<RunningService>;
};

export const defineWorker = (name: ServiceName, compose: Worker['compose']): Worker => {
  const startWith: Worker['startWith'] = async (given, poll) => {
    const runtime = { ...given, log: given.log.child({ service: name }) };
    const publisher = await createPublisher(runtime, name);
    const { count, stop: stopCounting } = createMetrics(runtime, name);
    const shared = { publish: publisher.publish, count, poll, recordSpan: runtime.tracer?.forService(name) };
    const queues = Object.entries(compose(runtime)) as [QueueName, QueueHandlers][];
    const consuming = await startTogether(
      queues.map(([queue, handlers]) => {
        const read = typeof handlers === 'function' ? handlers : own(queue, handlers);
        return consume(runtime, queue, { read, ...shared });
      }),
    );
    runtime.log.info({ queues: queues.map(([queue]) => queue) }, 'started');
    return {
      stop: async () => {
        try {
          await stopAll(consuming);
          await publisher.close();
        } finally {
          stopCounting();
        }
        runtime.log.info('stopped');
      },
    };
  };
  return { name, compose, startWith, start: (runtime) => startWith(runtime, startPolling) };
};
