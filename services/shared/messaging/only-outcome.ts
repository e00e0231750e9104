// Guards for handlers that act on one outcome of an event. The subscription's filter lets no other through; a message
// that was sent by hand must not do what its outcome does not warrant either.
import type { MessageType, Outcome } from '#contracts/events.ts';
import { Permanent } from './errors.ts';
import type { Handler } from './handler.ts';

export const onlyOutcome =
  <T extends MessageType>(wanted: Outcome<T>, handler: Handler<T>): Handler<T> =>
  async (message, context) => {
    const { type, subject, outcome } = message;
    if (outcome === wanted) return handler(message, context);
    throw new Permanent(`${type}(${outcome}) of order ${subject} asks for nothing here; only ${wanted} does`);
  };
