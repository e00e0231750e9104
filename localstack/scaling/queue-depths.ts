// What waits and is in flight for a worker, in all of its queues together, as SQS counts it: approximately.
import { depthOf } from '#operations/list-queues.ts';
import { createQueueUrls } from '#operations/queue-urls.ts';
import type { Aws } from '#platform/aws.ts';
import { topology } from '#platform/topology.ts';
import type { Datapoint } from './policies.ts';
import type { WorkerName } from './policies-of.ts';

type Depth = Pick<Datapoint, 'visible' | 'inFlight'>;

/** The function throws what the SDK throws. */
export const createQueueDepths = (aws: Aws): ((worker: WorkerName) => Promise<Depth>) => {
  const urlOf = createQueueUrls(aws);
  return async (worker) => {
    const depths = await Promise.all(
      topology.services[worker].consumes.map(async (queue) => depthOf(aws.sqs, await urlOf(queue))),
    );
    return {
      visible: depths.reduce((sum, { waiting }) => sum + waiting, 0),
      inFlight: depths.reduce((sum, { inFlight }) => sum + inFlight, 0),
    };
  };
};
