// Document paths: `state`, `#mail.#state`, `lines[0].quantity`.
import { isReserved } from './reserved-words.ts';
import { validation } from './table-errors.ts';
import type { Tokens } from './tokens.ts';
import type { Item, Value } from './values.ts';

/** What the placeholders of an expression stand for. */
export type Bindings = { names: Readonly<Record<string, string>>; values: Item };

/** Attribute names or #placeholders, and indexes into lists. */
export type Path = readonly (string | number)[];

/** A path without placeholders. */
export type Place = readonly (string | number)[];

/** @throws ValidationException for a reserved word, or where no path stands */
export const parsePath = (tokens: Tokens): Path => {
  const path: (string | number)[] = [parseName(tokens)];
  for (;;) {
    if (tokens.take('.')) path.push(parseName(tokens));
    else if (tokens.take('[')) path.push(parseIndex(tokens));
    else return path;
  }
};

const parseName = (tokens: Tokens): string => {
  const { kind, text } = tokens.peek();
  if (kind !== 'word' && kind !== 'name') throw tokens.syntaxError();
  if (kind === 'word' && isReserved(text))
    throw validation(
      `Invalid ${tokens.expression}: Attribute name is a reserved keyword; reserved keyword: ${text}`,
    );
  return tokens.next().text;
};

const parseIndex = (tokens: Tokens): number => {
  if (tokens.peek().kind !== 'number') throw tokens.syntaxError();
  const index = Number(tokens.next().text);
  tokens.expect(']');
  return index;
};

const nameOf = (step: string, { names }: Bindings): string =>
  step.startsWith('#') ? (names[step] as string) : step;

export const placeOf = (path: Path, bindings: Bindings): Place =>
  path.map((step) => (typeof step === 'number' ? step : nameOf(step, bindings)));

/** Undefined where a step of the path leads nowhere. */
export const readPath = (path: Path, item: Item, bindings: Bindings): Value | undefined => {
  let value: Value | undefined = item;
  for (const step of path) {
    if (typeof step === 'number') value = Array.isArray(value) ? value[step] : undefined;
    else value = memberOf(value, nameOf(step, bindings));
    if (value === undefined) return undefined;
  }
  return value;
};

/** Undefined also where `value` is no map. */
export const memberOf = (value: Value | undefined, name: string): Value | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? value[name]
    : undefined;
