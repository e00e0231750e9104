// What a handler is: the message in, the messages out. The layer around it publishes what it returns, then acknowledges.
import type { Emission, MessageType, Received } from '#contracts/events.ts';
import type { Logger } from '#platform/logger.ts';
import type { Count } from '#platform/metrics.ts';

export type HandlerContext = {
  /** Aborts when the handler's deadline has passed; for all that waits, except tables, which have a deadline of their own. */
  signal: AbortSignal;
  /** Carries service, queue, type, orderId and trace. */
  log: Logger;
  /** Of the service's metrics. */
  count: Count;
};

/**
 * Handles one delivery of a message; may be called again with the same message at any time. Returns what the step emits:
 * after a redelivery, the very emissions that the first delivery stored.
 * @throws RetryLater or any error, to have it delivered again after a backoff; Permanent, to dead-letter it at once
 */
export type Handler<T extends MessageType> = (
  message: Received<T>,
  context: HandlerContext,
) => Promise<readonly Emission[]>;

/** The handlers of a queue, by message type: what is not listed here is dead-lettered. */
export type Handlers = { [T in MessageType]?: Handler<T> };

/** One message, read and validated: what is to be done about it. */
export type Step = {
  /** The message's own, where it has one. */
  id?: string;
  /** For errors: 'OrderCreated of 0198…'. */
  name: string;
  /** For logs and traces: type, orderId and the like. */
  fields: Record<string, string>;
  run: (context: HandlerContext) => Promise<readonly Emission[]>;
};

/** Reads the body of a message. @throws Permanent when it is not what the queue brings */
export type ReadStep = (body: string) => Step;

/** What a worker does with a queue: it handles our messages by type, or reads what AWS writes there (foreign.ts). */
export type QueueHandlers = Handlers | ReadStep;
