// Which part of a table or index a query asks for: one partition, and a range of its sort keys.
import { compileCondition } from './conditions.ts';
import type { ConditionTree, Operand } from './conditions-syntax.ts';
import type { Expression } from './expressions.ts';
import { type Bindings, placeOf } from './paths.ts';
import { validation } from './table-errors.ts';
import type { Item } from './values.ts';

type Keys = { partition: string; sort: string | undefined };

/** Whether an item lies in it. @throws ValidationException for a condition that is none on these keys */
export const inRange = (
  { meaning }: Expression<ConditionTree>,
  bindings: Bindings,
  keys: Keys,
): ((item: Item) => boolean) => {
  const parts = partsOf(meaning);
  const attributes = parts.map((part) => attributeOf(part, bindings));
  assertKeys(parts, attributes, keys);
  for (const part of parts) assertStrings(part, bindings);
  const condition = compileCondition(meaning);
  return (item) => condition(item, bindings);
};

/** At most two, joined by AND. */
const partsOf = (tree: ConditionTree): ConditionTree[] => {
  if (tree.kind === 'group') return partsOf(tree.inner);
  return tree.kind === 'and' ? [...partsOf(tree.left), ...partsOf(tree.right)] : [tree];
};

const subjectOf = (part: ConditionTree): Operand | undefined => {
  if (part.kind === 'between') return part.subject;
  if (part.kind === 'compare' && part.comparator !== '<>') return part.left;
  if (part.kind === 'test' && part.test === 'begins_with') return { kind: 'path', path: part.path };
  return undefined;
};

const attributeOf = (part: ConditionTree, bindings: Bindings): string => {
  const subject = subjectOf(part);
  if (subject?.kind !== 'path') throw validation('Invalid operator used in KeyConditionExpression');
  return placeOf(subject.path, bindings).join('.');
};

const assertKeys = (parts: readonly ConditionTree[], attributes: readonly string[], keys: Keys): void => {
  const at = attributes.indexOf(keys.partition);
  if (at < 0) throw validation(`Query condition missed key schema element: ${keys.partition}`);
  const part = parts[at];
  if (part?.kind !== 'compare' || part.comparator !== '=')
    throw validation('Query key condition not supported');
  const others = attributes.filter((_, index) => index !== at);
  if (others.length > 1 || others.some((attribute) => attribute !== keys.sort))
    throw validation('Query key condition not supported');
};

const operandsOf = (part: ConditionTree): (Operand | undefined)[] => {
  if (part.kind === 'between') return [part.low, part.high];
  if (part.kind === 'compare') return [part.right];
  return part.kind === 'test' ? [part.argument] : [];
};

const assertStrings = (part: ConditionTree, { values }: Bindings): void => {
  for (const operand of operandsOf(part)) {
    const value = operand?.kind === 'value' ? values[operand.name] : undefined;
    if (typeof value !== 'string')
      throw validation(
        'One or more parameter values were invalid: Condition parameter type does not match schema type',
      );
    if (value === '')
      throw validation(
        'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value.',
      );
  }
};
