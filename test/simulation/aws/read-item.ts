// What a read shows of an item: all of it, or what its projection picks.
import { bind } from './bindings.ts';
import { projectionExpression } from './expressions.ts';
import { placeOf } from './paths.ts';
import { picked } from './places.ts';
import { copyOfItem, type Item } from './values.ts';

type Reading = {
  ProjectionExpression?: string | undefined;
  ExpressionAttributeNames?: Record<string, string> | undefined;
};

/** Copies, which the caller may change. @throws ValidationException */
export const readItem = (reading: Reading): ((item: Item) => Item) => {
  const { ProjectionExpression: text } = reading;
  const projection = text === undefined ? undefined : projectionExpression(text);
  const bindings = bind(reading, [projection]);
  if (!projection) return copyOfItem;
  const places = projection.meaning.map((path) => placeOf(path, bindings));
  return (item) => picked(item, places);
};
