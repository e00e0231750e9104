// A guard for handlers that move goods or money: they act on what the owner of a fact has stored, never on the word of a
// message alone. See docs/decisions/0011-confirm-with-the-owner.md.
import type { Emission, MessageType, Received } from '#contracts/events.ts';
import type { Fact, FactType } from '#platform/facts.ts';
import { Permanent } from './errors.ts';
import type { Handler, HandlerContext } from './handler.ts';

/** A handler that is given, beside the message, what its service has stored of the order. */
export type InformedHandler<T extends MessageType, Own> = (
  message: Received<T>,
  context: HandlerContext,
  own: Own,
) => Promise<readonly Emission[]>;

/** The handler is given the owner's version of the message; without one, the message is dead-lettered at once. */
export const confirmed = <T extends FactType>(fact: Fact<T>, handler: Handler<T>): Handler<T> =>
  confirmedWith(fact, async () => undefined, handler);

/** As `confirmed`; what the handler would read first is read at the same time, in the same call. */
export const confirmedWith =
  <T extends FactType, Own>(
    fact: Fact<T>,
    readOwn: (orderId: string) => Promise<Own>,
    handler: InformedHandler<T, Own>,
  ): Handler<T> =>
  async (message, context) => {
    const [stored, own] = await Promise.all([fact(message.subject), readOwn(message.subject)]);
    if (stored) {
      const { outcome, at, data } = stored;
      return handler({ ...message, ...(outcome && { outcome }), at, data } as Received<T>, context, own);
    }
    throw unfounded(message);
  };

type Told = { type: string; outcome?: string | undefined; subject: string };

/** For a message that tells of what its owner has not stored. */
export const unfounded = ({ type, outcome, subject }: Told): Permanent => {
  const what = outcome ? `${type}(${outcome})` : type;
  return new Permanent(
    `${what} of order ${subject} tells of what its owner has not stored: nothing was done. Find out who sent it`,
  );
};
