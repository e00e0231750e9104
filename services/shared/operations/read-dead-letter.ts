// A message as a dead-letter queue gives it → what an operator needs to know of it. Pure.
import type { Message } from '@aws-sdk/client-sqs';
import type { DeadLetter, DeadLetterDetail } from '#contracts/http-ops.ts';
import { traceparentOf } from '#messaging/bus-envelope.ts';
import { receiveCountOf } from '#messaging/deliver.ts';
import { type QueueName, queueSettings } from '#platform/topology.ts';
import { readBody, readData } from './read-body.ts';

const attribute = (message: Message, name: string): string | undefined =>
  message.MessageAttributes?.[name]?.StringValue;

/** Of `queue`'s dead-letter queue. */
export const readDeadLetter = (queue: QueueName, message: Message): DeadLetter => {
  const { type, subject, outcome } = readBody(message.Body ?? '');
  const trace = /^00-([0-9a-f]{32})-/.exec(traceparentOf(message) ?? '')?.[1];
  return {
    messageId: message.MessageId ?? '',
    queue,
    ...(type !== undefined && { type }),
    ...(subject !== undefined && { subject }),
    ...(outcome !== undefined && { outcome }),
    ...causeOf(queue, message),
    redrives: redrivesOf(message),
    ...(trace !== undefined && { trace }),
  };
};

/** What EventBridge puts there beside an event that it could not deliver. */
const busAttributes = [
  'RULE_ARN',
  'TARGET_ARN',
  'ERROR_CODE',
  'ERROR_MESSAGE',
  'EXHAUSTED_RETRY_CONDITION',
  'RETRY_ATTEMPTS',
];

/** What Waybill itself and the bus put there. Whatever else somebody put there can be anything. */
const knownAttributes = [
  'type',
  'outcome',
  'traceparent',
  'redrives',
  'failureReason',
  'failedQueue',
  'failedAt',
  'failedReceives',
  'failedMessageId',
  ...busAttributes,
];

/** `withBody`: all of it and every attribute, personal data included. */
export const readDeadLetterDetail = (
  queue: QueueName,
  message: Message,
  withBody: boolean,
): DeadLetterDetail => {
  const body = message.Body ?? '';
  const data = readData(body);
  const attributes = Object.entries(message.MessageAttributes ?? {}).filter(
    ([name]) => withBody || knownAttributes.includes(name),
  );
  return {
    ...readDeadLetter(queue, message),
    receives: receiveCountOf(message),
    attributes: Object.fromEntries(attributes.map(([name, { StringValue = '' }]) => [name, StringValue])),
    ...(data !== undefined && { data }),
    ...(withBody && { body }),
    bodyWithheld: data === undefined && !withBody,
  };
};

/** How often the message was redriven; 0 too where somebody wrote nonsense. */
export const redrivesOf = (message: Message): number => {
  const given = attribute(message, 'redrives') ?? '';
  return /^\d{1,6}$/.test(given) ? Number(given) : 0;
};

type Cause = Pick<DeadLetter, 'movedBy' | 'failureReason' | 'failedAt' | 'deliveries' | 'failedMessageId'>;

const causeOf = (queue: QueueName, message: Message): Cause => {
  const failureReason = attribute(message, 'failureReason');
  if (failureReason === undefined) return undeliverable(queue, message) ?? wordless(queue, message);
  const failedAt = attribute(message, 'failedAt');
  const failedMessageId = attribute(message, 'failedMessageId');
  const deliveries = Number(attribute(message, 'failedReceives'));
  return {
    movedBy: 'waybill',
    failureReason,
    ...(failedAt !== undefined && !Number.isNaN(Date.parse(failedAt)) && { failedAt }),
    ...(Number.isInteger(deliveries) && { deliveries }),
    ...(failedMessageId !== undefined && { failedMessageId }),
  };
};

/** EventBridge says why it gave up. */
const undeliverable = (queue: QueueName, message: Message): Cause | undefined => {
  const code = attribute(message, 'ERROR_CODE');
  if (code === undefined || attribute(message, 'RULE_ARN') === undefined) return undefined;
  const said = [code, attribute(message, 'ERROR_MESSAGE')].filter(Boolean).join(': ');
  return { movedBy: 'eventbridge', failureReason: `EventBridge could not deliver it to ${queue}: ${said}` };
};

/**
 * SQS and SNS move a message without a word. AWS names the queue from which SQS moved it; emulators do not, and there a
 * count of deliveries above the queue's own is the only hint, which looking at the message often enough gives too.
 */
const wordless = (queue: QueueName, message: Message): Cause => {
  const { maxReceiveCount } = queueSettings(queue);
  const bySqs = `Moved by SQS after ${maxReceiveCount} deliveries that nobody settled: the process died or hung`;
  const bySns = `SNS could not deliver it to ${queue}`;
  if (message.Attributes?.DeadLetterQueueSourceArn)
    return { movedBy: 'sqs', failureReason: bySqs, deliveries: maxReceiveCount };
  if (receiveCountOf(message) <= maxReceiveCount) return { movedBy: 'sns', failureReason: bySns };
  return { movedBy: 'unknown', failureReason: `${bySqs}. Or: ${bySns}` };
};
