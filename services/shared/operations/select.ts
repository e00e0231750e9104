// Which dead letters an operator means. Pure.
import type { DeadLetter } from '#contracts/http-ops.ts';
import { OperationRefused } from './operation-refused.ts';

/** All, without any member. `only`: an id of the dead letter or of the message that it was, or a unique beginning of one. */
export type Selection = { only?: string; orderId?: string; type?: string; limit?: number };

type Read = { queue?: string; mayBeMore: boolean };

/** @throws OperationRefused when `only` names none of them, or several */
export const select = <Item extends { letter: DeadLetter }>(
  items: readonly Item[],
  selection: Selection,
  read: Read,
): Item[] => {
  const { only, limit = Number.POSITIVE_INFINITY } = selection;
  const named = only === undefined ? items : [theOne(items, only, read)];
  return named.filter(({ letter }) => mayBeMeant(letter, selection)).slice(0, limit);
};

/** Of `only`, another one may be meant, and of `limit`, others. */
export const mayBeMeant = (letter: DeadLetter, { only, orderId, type }: Selection): boolean =>
  (only === undefined || idsOf(letter).some((id) => id.startsWith(only))) &&
  (orderId === undefined || letter.subject === orderId) &&
  (type === undefined || letter.type === type);

const idsOf = ({ messageId, failedMessageId }: DeadLetter): string[] =>
  failedMessageId === undefined ? [messageId] : [messageId, failedMessageId];

/** The one that `id` names; a whole id counts before beginnings. */
export const theOne = <Item extends { letter: DeadLetter }>(
  items: readonly Item[],
  id: string,
  { queue, mayBeMore }: Read,
): Item => {
  const whole = items.filter(({ letter }) => idsOf(letter).includes(id));
  const begun = items.filter(({ letter }) => idsOf(letter).some((one) => one.startsWith(id)));
  const [one, ...others] = whole.length > 0 ? whole : begun;
  if (one && others.length === 0) return one;
  const place = queue === undefined ? 'any dead-letter queue' : `the dead-letter queue of ${queue}`;
  const unread = mayBeMore ? ' Not all could be read: try again.' : '';
  if (!one) throw new OperationRefused('notFound', `There is no message ${id} in ${place}.${unread}`);
  const ids = [one, ...others].slice(0, 5).map(({ letter }) => letter.messageId);
  throw new OperationRefused(
    'ambiguous',
    `${id} can mean several messages: ${ids.join(', ')}. Give more of it.`,
  );
};
