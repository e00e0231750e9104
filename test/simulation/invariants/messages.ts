// Messages are settled once and end somewhere: nothing stays in a dead-letter queue that redriving could not bring home.
import { deadLetterQueueOf, queueNames } from '#platform/topology.ts';
import { forgedTrace } from '../forgeries.ts';
import type { Invariant } from './world.ts';

export const everyMessageIsSettled: Invariant = {
  promise: 'no dead letter is left that was rightly sent',
  violations: ({ aws }) =>
    queueNames
      .flatMap((queue) => aws.queues.all(deadLetterQueueOf(queue)))
      .filter(({ attributes }) => attributes.traceparent !== forgedTrace)
      .map(({ attributes }) => `${attributes.type}: ${attributes.failureReason ?? 'moved by SQS'}`),
};

export const workersKeepToTheRules: Invariant = {
  promise:
    'a settled message is left alone, a backoff is bounded, a worker that stops holds nothing, and refuses nothing that is true',
  violations: ({ history }) => [...new Set(history.offences)],
};
