// One delivery of one message: read it, handle within the deadline, publish what the handler returned, and say what
// shall become of the message. Never throws: whatever goes wrong is a disposition.
import type { Message } from '@aws-sdk/client-sqs';
import type { Logger } from '#platform/logger.ts';
import type { Count } from '#platform/metrics.ts';
import type { Timers } from '#platform/timers.ts';
import { childTraceparent, traceIdOf } from '#platform/trace.ts';
import type { RecordSpan } from '#platform/tracer.ts';
import { traceparentOf } from './bus-envelope.ts';
import { Permanent, RetryLater } from './errors.ts';
import type { ReadStep, Step } from './handler.ts';
import { processSpan } from './process-span.ts';
import type { Publisher } from './publisher.ts';

export type Disposition =
  | { kind: 'acknowledge' }
  | ({ kind: 'retry'; afterSeconds?: number } & Failure)
  | ({ kind: 'deadLetter' } & Failure);

type Failed = Exclude<Disposition, { kind: 'acknowledge' }>;

/** `isUnexpected`: the handler did not say so itself; the fault may lie in what it needs, not in the message. */
type Failure = { reason: string; isUnexpected: boolean };

type DeliverDeps = {
  queue: string;
  read: ReadStep;
  publish: Publisher['publish'];
  deadlineMs: number;
  timers: Timers;
  maxReceiveCount: number;
  count: Count;
  log: Logger;
  /** Milliseconds since the epoch. */
  now: () => number;
  recordSpan?: RecordSpan | undefined;
};

export const receiveCountOf = (message: Message): number =>
  Number(message.Attributes?.ApproximateReceiveCount ?? 1);

export const createDeliver =
  (deps: DeliverDeps) =>
  async (message: Message): Promise<Disposition> => {
    const { queue, now, recordSpan } = deps;
    const startedAt = now();
    const parent = traceparentOf(message);
    const traceparent = childTraceparent(parent);
    const receives = receiveCountOf(message);
    let log = deps.log.child({ queue, trace: traceIdOf(traceparent) });
    let step: Step | undefined;
    const done = (disposition: Disposition) => {
      const span = { queue, traceparent, parent, startedAt, receives, step, disposition };
      recordSpan?.(processSpan({ ...span, endedAt: now() }));
      return disposition;
    };
    try {
      step = deps.read(message.Body ?? '');
      log = log.child(step.fields);
      await runAndPublish(deps, step, traceparent, log);
      log.info('handled');
      return done({ kind: 'acknowledge' });
    } catch (error) {
      const disposition = dispositionOf(error, receives, deps.maxReceiveCount);
      countFailure(deps.count, disposition);
      const fields = { err: error, messageId: message.MessageId, receives };
      if (disposition.kind === 'deadLetter') log.error(fields, 'failed: goes to the dead-letter queue');
      else log.warn(fields, 'failed: will be delivered again');
      return done(disposition);
    }
  };

const runAndPublish = async (
  { queue, publish, deadlineMs, timers, count }: DeliverDeps,
  { name, run }: Step,
  traceparent: string,
  log: Logger,
) => {
  const signal = timers.deadline(deadlineMs);
  const work = async () => {
    const emissions = await run({ signal, log, count });
    await Promise.all(emissions.map((emission) => publish(emission, traceparent)));
  };
  const tooLate = `Handling ${name} took longer than ${deadlineMs} ms in ${queue}`;
  await withinDeadline(work(), signal, tooLate);
};

const countFailure = (count: Count, disposition: Failed) => {
  count(disposition.kind === 'retry' ? 'MessagesRetried' : 'DeadLettered');
  if (disposition.isUnexpected) count('TaskErrors');
};

/** A handler that ignores its signal must not hold the consumer for ever; what it still does is safe to repeat. */
const withinDeadline = async (work: Promise<void>, signal: AbortSignal, tooLate: string) => {
  const expired = Promise.withResolvers<never>();
  const expire = () => expired.reject(new RetryLater(tooLate));
  signal.addEventListener('abort', expire, { once: true });
  try {
    await Promise.race([work, expired.promise]);
  } finally {
    signal.removeEventListener('abort', expire);
  }
};

/** The last permitted delivery is dead-lettered by us, so that the reason goes with it; SQS would drop the reason. */
const dispositionOf = (error: unknown, receiveCount: number, maxReceiveCount: number): Failed => {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof Permanent) return { kind: 'deadLetter', reason, isUnexpected: false };
  const isUnexpected = !(error instanceof RetryLater);
  if (receiveCount >= maxReceiveCount) {
    const gaveUp = `Gave up after ${receiveCount} deliveries. ${reason}`;
    return { kind: 'deadLetter', reason: gaveUp, isUnexpected };
  }
  const afterSeconds = error instanceof RetryLater ? error.afterSeconds : 0;
  return { kind: 'retry', reason, isUnexpected, afterSeconds };
};
