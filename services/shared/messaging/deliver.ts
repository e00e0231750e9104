// One delivery of one message: validate, handle within the deadline, publish what the handler returned, and say what
// shall become of the message. Never throws: whatever goes wrong is a verdict.
import type { Message } from '@aws-sdk/client-sqs';
import type { Received } from '#contracts/events.ts';
import type { Logger } from '#platform/logger.ts';
import { childTraceparent, traceIdOf } from '#platform/trace.ts';
import { decode } from './envelope.ts';
import { Permanent, RetryLater } from './errors.ts';
import type { Handler, Handlers } from './handler.ts';
import type { Publisher } from './publisher.ts';

export type Verdict =
  | { kind: 'acknowledge' }
  | { kind: 'retry'; reason: string; afterSeconds?: number }
  | { kind: 'deadLetter'; reason: string };

export type DeliverOptions = {
  queue: string;
  handlers: Handlers;
  publish: Publisher['publish'];
  deadlineMs: number;
  maxReceiveCount: number;
  log: Logger;
};

export const receiveCountOf = (message: Message): number =>
  Number(message.Attributes?.ApproximateReceiveCount ?? 1);

export const createDeliver =
  (options: DeliverOptions) =>
  async (message: Message): Promise<Verdict> => {
    const traceparent = childTraceparent(message.MessageAttributes?.traceparent?.StringValue);
    const type = message.MessageAttributes?.type?.StringValue;
    const log = options.log.child({ queue: options.queue, type, trace: traceIdOf(traceparent) });
    try {
      await handleAndPublish(options, decode(message.Body ?? ''), traceparent, log);
      return { kind: 'acknowledge' };
    } catch (error) {
      const verdict = verdictOf(error, receiveCountOf(message), options.maxReceiveCount);
      const level = verdict.kind === 'deadLetter' ? 'error' : 'warn';
      log[level](
        { err: error, messageId: message.MessageId, receives: receiveCountOf(message) },
        verdict.kind,
      );
      return verdict;
    }
  };

const handleAndPublish = async (
  { queue, handlers, publish, deadlineMs }: DeliverOptions,
  received: Received,
  traceparent: string,
  log: Logger,
) => {
  const handle = handlers[received.type] as Handler<typeof received.type> | undefined;
  if (!handle) throw new Permanent(`${queue} has no handler for ${received.type}`);
  const orderLog = log.child({ orderId: received.subject, outcome: received.outcome });
  const signal = AbortSignal.timeout(deadlineMs);
  const step = async () => {
    const emissions = await handle(received as never, { signal, log: orderLog });
    await Promise.all(emissions.map((emission) => publish(emission, traceparent)));
  };
  await withinDeadline(step(), signal, deadlineMs);
  orderLog.info('handled');
};

/** A handler that ignores its signal must not hold the consumer for ever; what it still does is safe to repeat. */
const withinDeadline = async (work: Promise<void>, signal: AbortSignal, deadlineMs: number) => {
  const expired = Promise.withResolvers<never>();
  const expire = () => expired.reject(new RetryLater(`The handler took longer than ${deadlineMs} ms`));
  signal.addEventListener('abort', expire, { once: true });
  try {
    await Promise.race([work, expired.promise]);
  } finally {
    signal.removeEventListener('abort', expire);
  }
};

/** The last permitted delivery is dead-lettered by us, so that the reason goes with it; SQS would drop the reason. */
const verdictOf = (error: unknown, receiveCount: number, maxReceiveCount: number): Verdict => {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof Permanent) return { kind: 'deadLetter', reason };
  if (receiveCount >= maxReceiveCount)
    return { kind: 'deadLetter', reason: `Gave up after ${receiveCount} deliveries. ${reason}` };
  return { kind: 'retry', reason, ...(error instanceof RetryLater && { afterSeconds: error.afterSeconds }) };
};
