// What the placeholders of a command stand for: each that is used must be defined, and each that is defined, used.
import type { Expression } from './expressions.ts';
import type { Bindings } from './paths.ts';
import { validation } from './table-errors.ts';
import { type Item, toItem } from './values.ts';

type Placeholders = {
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: object | undefined;
};

const nothing = {};

/** @throws ValidationException */
export const bind = (
  { ExpressionAttributeNames, ExpressionAttributeValues }: Placeholders,
  expressions: readonly (Expression<unknown> | undefined)[],
): Bindings => {
  const used = expressions.filter((one) => one !== undefined);
  const names = ExpressionAttributeNames ?? nothing;
  const values = ExpressionAttributeValues ? toItem(ExpressionAttributeValues) : nothing;
  for (const { kind, names: wanted, values: wantedValues } of used) {
    assertDefined(kind, 'name', wanted, names);
    assertDefined(kind, 'value', wantedValues, values);
  }
  if (ExpressionAttributeNames) assertUsed('ExpressionAttributeNames', names, used, 'names');
  if (ExpressionAttributeValues) assertUsed('ExpressionAttributeValues', values, used, 'values');
  return { names, values };
};

const assertUsed = (
  member: string,
  given: Item | Record<string, string>,
  used: readonly Expression<unknown>[],
  part: 'names' | 'values',
): void => {
  const placeholders = Object.keys(given);
  if (used.length === 0) throw validation(`${member} can only be specified when using expressions`);
  if (placeholders.length === 0) throw validation(`${member} must not be empty`);
  const unused = placeholders.filter((name) => !used.some((expression) => expression[part].includes(name)));
  if (unused.length > 0)
    throw validation(`Value provided in ${member} unused in expressions: keys: {${unused.join(', ')}}`);
};

const assertDefined = (
  kind: string,
  part: 'name' | 'value',
  wanted: readonly string[],
  given: object,
): void => {
  for (const placeholder of wanted)
    if (!Object.hasOwn(given, placeholder))
      throw validation(
        `Invalid ${kind}: An expression attribute ${part} used in expression is not defined; attribute ${part}: ${placeholder}`,
      );
};
