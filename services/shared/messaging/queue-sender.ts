// Sends commands straight to a queue, up to ten a call; each caller learns the outcome of its own message.
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { Emission } from '#contracts/events.ts';
import { createBatcher } from '#platform/batcher.ts';
import type { Runtime } from '#platform/runtime.ts';
import { type QueueName, type ServiceName, topology } from '#platform/topology.ts';
import { encode, type WireMessage } from './envelope.ts';
import { findQueueUrl } from './queue-url.ts';
import { attributesOf, batchLimits, bytesOf, entryErrors } from './wire.ts';

export type QueueSender = {
  /** Resolves when SQS has durably taken the message. @throws Overloaded; Error when this entry failed */
  send: (emission: Emission, traceparent: string) => Promise<void>;
  /** Resolves when nothing is on the wire any more. */
  close: () => Promise<void>;
};

/** Waits for the queue to exist. @throws Error when topology.json does not let `source` send to it */
export const createQueueSender = async (
  runtime: Runtime,
  source: ServiceName,
  queue: QueueName,
): Promise<QueueSender> => {
  const allowed: readonly string[] = topology.services[source].sends;
  if (!allowed.includes(queue))
    throw new Error(`${source} may not send to ${queue}: see services/topology.json`);
  const QueueUrl = await findQueueUrl(runtime, queue);
  const batcher = createBatcher<WireMessage>({
    target: `queue ${queue}`,
    limits: batchLimits,
    bytesOf,
    // A customer waits for it.
    windowMs: 3,
    timers: runtime.timers,
    send: async (messages) => {
      const Entries = messages.map(({ body, attributes }, index) => ({
        Id: String(index),
        MessageBody: body,
        MessageAttributes: attributesOf(attributes),
      }));
      const result = await runtime.aws.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      return entryErrors(messages.length, result.Failed, `queue ${queue}`);
    },
  });
  return {
    send: (emission, traceparent) => batcher.add(encode(emission, source, traceparent)),
    close: batcher.drain,
  };
};
