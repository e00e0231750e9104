// Writes at a place inside an item, and picks places out of it. Copies what lies on the way; shares the rest.
import { memberOf, type Place } from './paths.ts';
import { validation } from './table-errors.ts';
import { copyOf, type Item, type Value } from './values.ts';

const noSuchPlace = () =>
  validation('The document path provided in the update expression is invalid for update');

/** @throws ValidationException where the map or list that `place` lies in is not there */
export const placed = (item: Item, place: Place, value: Value): Item =>
  withMember(item, place, 0, value) as Item;

/** A place that is empty stays so. @throws as `placed` */
export const removed = (item: Item, place: Place): Item => withMember(item, place, 0, undefined) as Item;

const withMember = (
  container: Value | undefined,
  place: Place,
  depth: number,
  value: Value | undefined,
): Value => {
  const step = place[depth] as string | number;
  const isLast = depth === place.length - 1;
  if (typeof step === 'number') {
    if (!Array.isArray(container)) throw noSuchPlace();
    return withElement(
      container,
      step,
      isLast ? value : withMember(container[step], place, depth + 1, value),
    );
  }
  if (typeof container !== 'object' || container === null || Array.isArray(container)) throw noSuchPlace();
  const member = isLast ? value : withMember(memberOf(container, step), place, depth + 1, value);
  const copy = { ...container };
  if (member === undefined) delete copy[step];
  else copy[step] = member;
  return copy;
};

/** Beyond the end, an element is appended. */
const withElement = (list: Value[], index: number, value: Value | undefined): Value[] => {
  if (value === undefined) throw new Error('The fakes do not remove elements of lists');
  return index < list.length ? list.with(index, value) : [...list, value];
};

/** A copy of what stands at the places, in the maps that they lie in. @throws Error for places in lists */
export const picked = (item: Item, places: readonly Place[]): Item => {
  const result: Item = {};
  for (const place of places) pick(item, place, result);
  return result;
};

const pick = (item: Item, place: Place, result: Item): void => {
  const names = place.filter((step) => typeof step === 'string');
  if (names.length < place.length) throw new Error('The fakes do not pick elements of lists');
  const value = names.reduce<Value | undefined>(memberOf, item);
  if (value === undefined) return;
  let map = result;
  for (const name of names.slice(0, -1)) {
    map[name] ??= {};
    map = map[name] as Item;
  }
  map[names.at(-1) as string] = copyOf(value);
};
