// A guard for handlers that move goods or money: they act on what the owner of a fact has stored, never on the word of a
// message alone. See docs/decisions/0011-confirm-with-the-owner.md.
import type { Received } from '#contracts/events.ts';
import type { Fact, FactType } from '#platform/facts.ts';
import { Permanent } from './errors.ts';
import type { Handler } from './handler.ts';

/** The handler is given the owner's version of the message; without one, the message is dead-lettered at once. */
export const confirmed =
  <T extends FactType>(fact: Fact<T>, handler: Handler<T>): Handler<T> =>
  async (message, context) => {
    const stored = await fact(message.subject);
    if (stored) {
      const { outcome, data } = stored;
      return handler({ ...message, ...(outcome && { outcome }), data } as Received<T>, context);
    }
    const { type, outcome, subject } = message;
    const what = outcome ? `${type}(${outcome})` : type;
    throw new Permanent(
      `${what} of order ${subject} tells of what its owner has not stored: nothing was done. Find out who sent it`,
    );
  };
