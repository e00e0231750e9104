// Queue operations in the words of the tests.
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { attributesOf } from '#messaging/wire.ts';
import type { Aws } from '#platform/aws.ts';

type ReceiveOptions = {
  most?: number;
  /** Seconds of invisibility, instead of the queue's own 30. */
  visibility?: number;
  /** Seconds to wait for a first message. */
  wait?: number;
};

/** Receives that `receiveAll` makes at most: each brings one message at least, if SQS has any. */
const maxReceives = 20;

export const createQueueClient = ({ sqs, sqsReceiver, queueName }: Aws) => {
  const urlOf = async (queue: string): Promise<string> => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queueName(queue) }));
    return QueueUrl ?? '';
  };

  const receive = async (queue: string, options: ReceiveOptions = {}): Promise<Message[]> => {
    const { most = 10, visibility: VisibilityTimeout, wait: WaitTimeSeconds = 0 } = options;
    const { Messages = [] } = await sqsReceiver.send(
      new ReceiveMessageCommand({
        QueueUrl: await urlOf(queue),
        MaxNumberOfMessages: most,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        WaitTimeSeconds,
        VisibilityTimeout,
      }),
    );
    return Messages;
  };

  return {
    urlOf,
    receive,
    /** One entry for each body, under its index as Id. */
    send: async (queue: string, bodies: readonly string[], attributes: Record<string, string> = {}) =>
      sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: await urlOf(queue),
          Entries: bodies.map((MessageBody, index) => ({
            Id: String(index),
            MessageBody,
            MessageAttributes: attributesOf(attributes),
          })),
        }),
      ),
    /** Receives until `count` messages are there, in as many receives as it takes. */
    receiveAll: async (queue: string, count: number, options: ReceiveOptions = {}): Promise<Message[]> => {
      const received: Message[] = [];
      for (let round = 0; received.length < count && round < maxReceives; round += 1)
        received.push(...(await receive(queue, { wait: 1, ...options })));
      return received;
    },
    delete: async (queue: string, { ReceiptHandle }: Message) =>
      sqs.send(new DeleteMessageCommand({ QueueUrl: await urlOf(queue), ReceiptHandle })),
    deleteBatch: async (
      queue: string,
      entries: readonly { Id: string; ReceiptHandle?: string | undefined }[],
    ) =>
      sqs.send(
        new DeleteMessageBatchCommand({
          QueueUrl: await urlOf(queue),
          Entries: entries.map(({ Id, ReceiptHandle }) => ({ Id, ReceiptHandle })),
        }),
      ),
    changeVisibility: async (queue: string, messages: readonly Message[], VisibilityTimeout: number) =>
      sqs.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: await urlOf(queue),
          Entries: messages.map(({ ReceiptHandle }, index) => ({
            Id: String(index),
            ReceiptHandle,
            VisibilityTimeout,
          })),
        }),
      ),
    attributes: async (queue: string) => {
      const command = new GetQueueAttributesCommand({
        QueueUrl: await urlOf(queue),
        AttributeNames: ['All'],
      });
      return (await sqs.send(command)).Attributes ?? {};
    },
  };
};

export const bodiesOf = (messages: readonly Message[]): string[] =>
  messages.map(({ Body = '' }) => Body).sort();

export const receiveCountOf = ({ Attributes }: Message): number =>
  Number(Attributes?.ApproximateReceiveCount);
