// A way of consuming a queue, reduced to what it does around a handler that does nothing.
import type { SQSClient } from '@aws-sdk/client-sqs';

export type Contender = {
  /** Consumes until the process ends; calls `handled` for each message. */
  start: (given: Given) => Promise<void>;
};

type Given = {
  variables: Record<string, string>;
  queueUrl: string;
  sqs: SQSClient;
  handled: () => void;
};

/** What each of them consumes: a queue of Waybill's, with its messages. */
export const consumedQueue = 'payment-queue';
export const consumedType = 'OrderCreated';
