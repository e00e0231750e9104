// An operator: redrives dead letters and resumes orders with the real tools, which can die half-way like any other process.
import { createOperations, type Operations } from '#operations/operations.ts';
import { deadLetterQueueOf, queueNames } from '#platform/topology.ts';
import { operatorName, type SimulatedProcess } from './process.ts';
import type { System } from './system.ts';

const actor = operatorName;

export const deadLettersIn = ({ aws }: System) =>
  queueNames.flatMap((queue) =>
    aws.queues.all(deadLetterQueueOf(queue)).map((message) => ({ queue, ...message })),
  );

const operate = (system: System, work: (operations: Operations) => Promise<void>): SimulatedProcess =>
  system.startOnce(operatorName, async (runtime) => {
    await work(createOperations(runtime));
    return { stop: async () => undefined };
  });

/** Undefined when there are no dead letters. */
export const redriveAll = (system: System): SimulatedProcess | undefined => {
  const { aws, history } = system;
  if (deadLettersIn(system).length === 0) return undefined;
  return operate(system, async (operations) => {
    for (const queue of queueNames) {
      if (aws.queues.all(deadLetterQueueOf(queue)).length === 0) continue;
      const signal = new AbortController().signal;
      const { done } = await operations.redrive(queue, {
        actor,
        selection: {},
        rate: 100,
        dryRun: false,
        signal,
      });
      history.counts.redriven += done;
    }
  });
};

export const resumeAll = (system: System, orderIds: Iterable<string>): void => {
  operate(system, async (operations) => {
    for (const orderId of orderIds) {
      system.history.counts.resumed += 1;
      await operations.resume({ orderId, actor, reason: 'reconciliation says so' });
    }
  });
};
