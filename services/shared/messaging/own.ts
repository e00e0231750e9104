// Reads our own messages: each has its type's handler.
import { type Received, subjectName } from '#contracts/events.ts';
import { decode } from './envelope.ts';
import { Permanent } from './errors.ts';
import type { Handler, Handlers, ReadStep } from './handler.ts';

/** A message that has no handler in `handlers` is read all the same, and its step throws Permanent. */
export const own =
  (queue: string, handlers: Handlers): ReadStep =>
  (body) => {
    const received = decode(body);
    const { id, type, subject } = received;
    const handle = handlers[type] as Handler<typeof type> | undefined;
    return {
      id,
      name: `${type} of ${subject}`,
      fields: fieldsOf(received),
      run: async (context) => {
        if (!handle) throw new Permanent(`${queue} has no handler for ${type}, here of ${subject}`);
        return handle(received as never, context);
      },
    };
  };

const fieldsOf = ({ type, subject, outcome }: Received): Record<string, string> => ({
  type,
  [subjectName(type)]: subject,
  ...(outcome && { outcome }),
});
