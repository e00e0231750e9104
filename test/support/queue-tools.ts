// Puts messages into queues by hand, and looks at what is left in them.
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Emission } from '#contracts/events.ts';
import { encode } from '#messaging/envelope.ts';
import { attributesOf } from '#messaging/wire.ts';
import type { Runtime } from '#platform/runtime.ts';

const traceparent = '00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01';

export const createQueueTools = ({ aws }: Pick<Runtime, 'aws'>) => {
  const urlOf = async (queue: string) => {
    const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: aws.queueName(queue) }));
    return QueueUrl;
  };

  const sendBody = async (queue: string, MessageBody: string, attributes: Record<string, string> = {}) => {
    const command = {
      QueueUrl: await urlOf(queue),
      MessageBody,
      MessageAttributes: attributesOf(attributes),
    };
    await aws.sqs.send(new SendMessageCommand(command));
  };

  return {
    sendBody,
    /** Sends it as `source` would. */
    send: async (queue: string, emission: Emission, source = 'test') => {
      const { body, attributes } = encode(emission, source, traceparent);
      await sendBody(queue, body, attributes);
    },
    /** Takes up to ten messages out of the queue's sight. */
    receive: async (queue: string, WaitTimeSeconds = 0): Promise<Message[]> => {
      const { Messages } = await aws.sqsReceiver.send(
        new ReceiveMessageCommand({
          QueueUrl: await urlOf(queue),
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ['All'],
          WaitTimeSeconds,
        }),
      );
      return Messages ?? [];
    },
    /** Messages waiting, and messages delivered but not settled. */
    depth: async (queue: string) => {
      const { Attributes } = await aws.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: await urlOf(queue), AttributeNames: ['All'] }),
      );
      return {
        waiting: Number(Attributes?.ApproximateNumberOfMessages),
        inFlight: Number(Attributes?.ApproximateNumberOfMessagesNotVisible),
      };
    },
  };
};
