// How many dead letters a look could not see, because somebody else looks at them or moves them at this moment.
import type { Runtime } from '#platform/runtime.ts';
import type { QueueName } from '#platform/topology.ts';
import { depthOf } from './list-queues.ts';

/** Told once for each queue that is read, 0 included. */
export type OnHeldElsewhere = (queue: QueueName, count: number) => void;

/** Those in flight but for the `held` ones. SQS counts approximately, so this can be too few; 0 too where it does not answer. */
export const heldElsewhere = async (
  { aws, log }: Pick<Runtime, 'aws' | 'log'>,
  queueUrl: string,
  held: number,
): Promise<number> => {
  try {
    const { inFlight } = await depthOf(aws.sqs, queueUrl);
    return Math.max(0, inFlight - held);
  } catch (err) {
    log.warn({ err }, 'how many dead letters others hold is not known');
    return 0;
  }
};
