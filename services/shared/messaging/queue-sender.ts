// Sends commands straight to a queue, up to ten a call; each caller learns the outcome of its own message.
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { Emission } from '#contracts/events.ts';
import type { Runtime } from '#platform/runtime.ts';
import type { QueueName, ServiceName } from '#platform/topology.ts';
import { createBatcher } from './batcher.ts';
import { encode, type WireMessage } from './envelope.ts';
import { findQueueUrl } from './queues.ts';
import { attributesOf, bytesOf, entryErrors } from './wire.ts';

export type QueueSender = {
  /** Resolves when SQS has durably taken the message. @throws Overloaded; Error when this entry failed */
  send: (emission: Emission, traceparent: string) => Promise<void>;
  /** Resolves when nothing is on the wire any more. */
  close: () => Promise<void>;
};

/** Waits for the queue to exist. */
export const createQueueSender = async (
  runtime: Runtime,
  source: ServiceName,
  queue: QueueName,
): Promise<QueueSender> => {
  const QueueUrl = await findQueueUrl(runtime, queue);
  const batcher = createBatcher<WireMessage>({
    bytesOf,
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
