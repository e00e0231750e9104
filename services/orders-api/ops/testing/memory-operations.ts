// What operators do, made of memory, for tests of the routes: one dead letter, and what was asked for.
import type { DeadLetter, MovedMessage, MoveReport } from '#contracts/http-ops.ts';
import type { Operations } from '#operations/operations.ts';
import { type Selection, select, theOne } from '#operations/select.ts';

export type MemoryOperations = Operations & { asked: { operation: string; given: unknown }[] };

export const createMemoryOperations = (letters: readonly DeadLetter[] = []): MemoryOperations => {
  const asked: MemoryOperations['asked'] = [];
  const items = letters.map((letter) => ({ letter }));
  const ask = (operation: string, given: unknown) => void asked.push({ operation, given });
  const move = (queue: string, selection: Selection, outcome: MovedMessage['outcome']): MoveReport => {
    const chosen = select(items, selection, { queue, mayBeMore: false });
    const messages = chosen.map(({ letter: { messageId, failureReason } }) => ({
      messageId,
      failureReason,
      outcome,
    }));
    const done = outcome === 'planned' ? 0 : messages.length;
    return { queue, messages, done, failed: 0, left: items.length - done, mayBeMore: false };
  };
  return {
    asked,
    queues: async () => [],
    deadLetters: async ({ limit }) => ({ deadLetters: letters.slice(0, limit), mayBeMore: false }),
    deadLetter: async ({ id }) => {
      const { letter } = theOne(items, id, { mayBeMore: false });
      return { ...letter, receives: 1, attributes: {}, bodyWithheld: true };
    },
    redrive: async (queue, how) => {
      ask('redrive', { queue, ...how });
      return move(queue, how.selection, how.dryRun ? 'planned' : 'redriven');
    },
    discard: async (queue, how) => {
      ask('discard', { queue, ...how });
      return move(queue, how.selection, 'discarded');
    },
    resume: async (given) => {
      ask('resume', given);
      return { orderId: given.orderId, status: 'RECEIVED', message: 'Resumption accepted for processing' };
    },
    audit: async ({ month = '2026-11' }) => ({ month, records: [] }),
  };
};
