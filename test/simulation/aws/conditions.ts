// Turns the tree of a condition into a function of an item.
import type { Comparator, ConditionTree, Operand, Test } from './conditions-syntax.ts';
import { type Bindings, readPath } from './paths.ts';
import { validation } from './table-errors.ts';
import { compare, type Item, isEqual, sizeOf, typeOf, type Value } from './values.ts';

/** An item that does not exist is one without attributes. */
export type Condition = (item: Item, bindings: Bindings) => boolean;

type Reader = (item: Item, bindings: Bindings) => Value | undefined;

export const compileCondition = (tree: ConditionTree): Condition => {
  switch (tree.kind) {
    case 'and':
      return all(compileCondition(tree.left), compileCondition(tree.right));
    case 'or':
      return any(compileCondition(tree.left), compileCondition(tree.right));
    case 'not': {
      const inner = compileCondition(tree.inner);
      return (item, bindings) => !inner(item, bindings);
    }
    case 'group':
      return compileCondition(tree.inner);
    case 'compare':
      return comparison(tree.comparator, readerOf(tree.left), readerOf(tree.right));
    case 'between':
      return between(readerOf(tree.subject), readerOf(tree.low), readerOf(tree.high));
    case 'in':
      return membership(readerOf(tree.subject), tree.options.map(readerOf));
    case 'test':
      return testOf(tree.test, readerOf({ kind: 'path', path: tree.path }), tree.argument);
  }
};

const all =
  (left: Condition, right: Condition): Condition =>
  (item, bindings) =>
    left(item, bindings) && right(item, bindings);

const any =
  (left: Condition, right: Condition): Condition =>
  (item, bindings) =>
    left(item, bindings) || right(item, bindings);

const readerOf = (operand: Operand): Reader => {
  if (operand.kind === 'value') return (_, { values }) => values[operand.name];
  const { kind, path } = operand;
  if (kind === 'path') return (item, bindings) => readPath(path, item, bindings);
  return (item, bindings) => {
    const value = readPath(path, item, bindings);
    return value === undefined ? undefined : sizeOf(value);
  };
};

const membership =
  (subject: Reader, options: readonly Reader[]): Condition =>
  (item, bindings) =>
    options.some((option) => equals(subject(item, bindings), option(item, bindings)));

/** Nothing equals what is missing. */
const equals = (left: Value | undefined, right: Value | undefined): boolean =>
  left !== undefined && right !== undefined && isEqual(left, right);

const holds: Record<Exclude<Comparator, '=' | '<>'>, (order: number) => boolean> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const comparison = (comparator: Comparator, left: Reader, right: Reader): Condition => {
  if (comparator === '=') return (item, bindings) => equals(left(item, bindings), right(item, bindings));
  if (comparator === '<>') return (item, bindings) => !equals(left(item, bindings), right(item, bindings));
  const isHeld = holds[comparator];
  return (item, bindings) => {
    const [a, b] = [left(item, bindings), right(item, bindings)];
    if (a === undefined || b === undefined) return false;
    const order = compare(a, b);
    return order !== undefined && isHeld(order);
  };
};

const between = (subject: Reader, low: Reader, high: Reader): Condition => {
  const isWithin = all(comparison('>=', subject, low), comparison('<=', subject, high));
  const isReversed = comparison('>', low, high);
  return (item, bindings) => {
    if (isReversed(item, bindings))
      throw validation(
        'The BETWEEN operator requires upper bound to be greater than or equal to lower bound',
      );
    return isWithin(item, bindings);
  };
};

const testOf = (test: Test, subject: Reader, operand: Operand | undefined): Condition => {
  if (test === 'attribute_exists') return (item, bindings) => subject(item, bindings) !== undefined;
  if (test === 'attribute_not_exists') return (item, bindings) => subject(item, bindings) === undefined;
  const argument = operand ? readerOf(operand) : () => undefined;
  return (item, bindings) => {
    const [value, wanted] = [subject(item, bindings), argument(item, bindings)];
    if (test === 'begins_with') assertString(test, wanted);
    if (value === undefined || wanted === undefined) return false;
    if (test === 'attribute_type') return typeOf(value) === wanted;
    return test === 'contains' ? contains(value, wanted) : beginsWith(value, wanted);
  };
};

const assertString = (test: Test, wanted: Value | undefined): void => {
  if (wanted !== undefined && typeof wanted !== 'string')
    throw validation(
      `Incorrect operand type for operator or function; operator or function: ${test}, operand type: ${typeOf(wanted)}`,
    );
};

const beginsWith = (value: Value, prefix: Value): boolean =>
  typeof value === 'string' && typeof prefix === 'string' && value.startsWith(prefix);

const contains = (value: Value, wanted: Value): boolean => {
  if (Array.isArray(value)) return value.some((member) => isEqual(member, wanted));
  return typeof value === 'string' && typeof wanted === 'string' && value.includes(wanted);
};
