// Builds the queues, dead-letter queues first, and repairs attributes that have drifted.
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type DesiredQueue, desiredQueues } from './desired-messaging.ts';
import { driftOf } from './drift.ts';
import type { Place } from './place.ts';

/** Idempotent: what is already as topology.json says is only read. */
export const provisionQueues = async (sqs: SQSClient, place: Place): Promise<void> => {
  const { deadLetter, main } = desiredQueues(place);
  await Promise.all(deadLetter.map((queue) => ensureQueue(sqs, queue)));
  await Promise.all(main.map((queue) => ensureQueue(sqs, queue)));
};

const findUrl = async (sqs: SQSClient, QueueName: string): Promise<string | undefined> => {
  try {
    return (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl;
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return undefined;
    throw error;
  }
};

const ensureQueue = async (sqs: SQSClient, { name, attributes }: DesiredQueue): Promise<void> => {
  const QueueUrl = await findUrl(sqs, name);
  if (QueueUrl === undefined) {
    const Attributes = driftOf({}, attributes);
    await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
    return;
  }
  const current = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  const Attributes = driftOf(current.Attributes ?? {}, attributes);
  if (Object.keys(Attributes).length === 0) return;
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
};
