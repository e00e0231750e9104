// One order at a time: deliveries that tell this process of the same order wait for each other. What it takes out of a
// product's item is remembered here no longer than that, so a delivery must not begin before another has ended.
import type { MessageType } from '#contracts/events.ts';
import type { Handler } from '#messaging/handler.ts';

export const inTurn = <T extends MessageType>(handler: Handler<T>): Handler<T> => {
  const turns = new Map<string, Promise<unknown>>();
  return async (message, context) => {
    const before = turns.get(message.subject);
    const turn = before ? before.then(() => handler(message, context)) : handler(message, context);
    const ended = turn.catch(() => undefined);
    turns.set(message.subject, ended);
    try {
      return await turn;
    } finally {
      if (turns.get(message.subject) === ended) turns.delete(message.subject);
    }
  };
};
