// Items as plain JSON values. What a table holds is never changed in place, so that copies are made at its border alone.
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Value = string | number | boolean | null | Value[] | { [name: string]: Value };
export type Item = { [name: string]: Value };

/**
 * A copy as `removeUndefinedValues` makes it: undefined members vanish.
 * @throws Error for what is no JSON: sets, binary and big numbers are not needed here
 */
const toValue = (value: unknown): Value => {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER)
    return value;
  if (Array.isArray(value)) return value.filter((member) => member !== undefined).map(toValue);
  if (isPlainObject(value)) return toItem(value);
  throw new Error(`The fakes keep JSON values, and this is none: ${String(value)}`);
};

export const toItem = (map: object): Item => {
  const copy: Item = {};
  for (const name of Object.keys(map)) {
    const member: unknown = (map as Record<string, unknown>)[name];
    if (member !== undefined) copy[name] = toValue(member);
  }
  return copy;
};

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** A copy for the caller, who may change it. */
export const copyOf = (value: Value): Value => {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map(copyOf) : copyOfItem(value);
};

/** Spreads, then replaces what is nested: quicker than member by member, and this is what most commands do. */
export const copyOfItem = (item: Item): Item => {
  const copy = { ...item };
  for (const name in copy) {
    const member = copy[name] as Value;
    if (typeof member === 'object' && member !== null) copy[name] = copyOf(member);
  }
  return copy;
};

type ValueType = 'S' | 'N' | 'BOOL' | 'NULL' | 'L' | 'M';

export const typeOf = (value: Value): ValueType => {
  if (typeof value === 'string') return 'S';
  if (typeof value === 'number') return 'N';
  if (typeof value === 'boolean') return 'BOOL';
  if (value === null) return 'NULL';
  return Array.isArray(value) ? 'L' : 'M';
};

export const isEqual = (a: Value, b: Value): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && isEqualList(a, b);
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isEqual(a[name] as Value, b[name] as Value))
  );
};

const isEqualList = (a: Value[], b: Value[]): boolean =>
  a.length === b.length && a.every((member, index) => isEqual(member, b[index] as Value));

/** Below, at or above 0; undefined where the two have no order: other types, or types that have none. */
export const compare = (a: Value, b: Value): number | undefined => {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  return undefined;
};

/** By their UTF-8 bytes: as UTF-16, but with surrogates above everything else. */
export const compareStrings = (a: string, b: string): number => {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index += 1) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (left !== right) return rankOfUnit(left) - rankOfUnit(right);
  }
  return a.length - b.length;
};

const rankOfUnit = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

/** As `size()` counts; undefined for types that have none. */
export const sizeOf = (value: Value): number | undefined => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return undefined;
  return Array.isArray(value) ? value.length : Object.keys(value).length;
};

/** In DynamoDB's own form, in which exceptions carry an item. */
export const marshalItem = (item: Item): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, marshal(value)]));

const marshal = (value: Value): AttributeValue => {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  return Array.isArray(value) ? { L: value.map(marshal) } : { M: marshalItem(value) };
};
