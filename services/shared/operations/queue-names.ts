// Queues as operators name them. Pure.
import { deadLetterQueueOf, type QueueName, queueNames } from '#platform/topology.ts';
import { OperationRefused } from './operation-refused.ts';

/** 'payment-queue' and 'payment-queue-dlq' both name the former. @throws OperationRefused that lists the queues */
export const queueNamed = (name: string): QueueName => {
  const queue = queueNames.find((one) => one === name || deadLetterQueueOf(one) === name);
  if (queue) return queue;
  throw new OperationRefused('notFound', `There is no queue '${name}'. There are: ${queueNames.join(', ')}`);
};
