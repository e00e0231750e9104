// Turns the tree of an update into a function: every formula reads the item as it was, then all is written to a copy.
import { type Bindings, type Path, type Place, placeOf, readPath } from './paths.ts';
import { placed, removed } from './places.ts';
import { validation } from './table-errors.ts';
import type { Formula, UpdateTree } from './updates-syntax.ts';
import type { Item, Value } from './values.ts';

export type Update = {
  /** Where it writes. @throws ValidationException where one place lies in another */
  placesOf: (bindings: Bindings) => Place[];
  /** The item afterwards; `item` stays as it is. @throws ValidationException */
  apply: (item: Item, bindings: Bindings) => Item;
};

export const compileUpdate = ({ set, remove, add }: UpdateTree): Update => {
  const assignments: { path: Path; read: Reader }[] = [
    ...set.map(({ path, formula }) => ({ path, read: compileFormula(formula) })),
    ...add.map(({ path, value }) => ({ path, read: sumOf(path, value) })),
  ];
  const paths = [...assignments.map(({ path }) => path), ...remove];
  return {
    placesOf: (bindings) => {
      const places = paths.map((path) => placeOf(path, bindings));
      assertApart(places);
      return places;
    },
    apply: (item, bindings) => {
      const values = assignments.map(({ read }) => read(item, bindings));
      let next = item;
      for (const [index, { path }] of assignments.entries())
        next = placed(next, placeOf(path, bindings), values[index] as Value);
      for (const path of remove) next = removed(next, placeOf(path, bindings));
      return next;
    },
  };
};

type Reader = (item: Item, bindings: Bindings) => Value;

const compileFormula = (formula: Formula): Reader => {
  switch (formula.kind) {
    case 'value':
      return (_, { values }) => values[formula.name] as Value;
    case 'path':
      return (item, bindings) => existing(readPath(formula.path, item, bindings));
    case 'default': {
      const otherwise = compileFormula(formula.otherwise);
      return (item, bindings) => {
        const value = readPath(formula.path, item, bindings);
        return value === undefined ? otherwise(item, bindings) : value;
      };
    }
    case 'append': {
      const [left, right] = [compileFormula(formula.left), compileFormula(formula.right)];
      return (item, bindings) => [...listOf(left(item, bindings)), ...listOf(right(item, bindings))];
    }
    default: {
      const sign = formula.kind === 'plus' ? 1 : -1;
      const [left, right] = [compileFormula(formula.left), compileFormula(formula.right)];
      return (item, bindings) => integerOf(left(item, bindings)) + sign * integerOf(right(item, bindings));
    }
  }
};

/** ADD: what is missing counts as 0. */
const sumOf =
  (path: Path, value: string): Reader =>
  (item, bindings) => {
    const before = readPath(path, item, bindings);
    const added = integerOf(bindings.values[value] as Value);
    return before === undefined ? added : integerOf(before) + added;
  };

const existing = (value: Value | undefined): Value => {
  if (value === undefined)
    throw validation('The provided expression refers to an attribute that does not exist in the item');
  return value;
};

const wrongType = () => validation('An operand in the update expression has an incorrect data type');

/** DynamoDB counts in decimals, JavaScript does not: between integers there is no difference. */
const integerOf = (value: Value): number => {
  if (typeof value !== 'number') throw wrongType();
  if (!Number.isInteger(value)) throw new Error('The fakes add and subtract integers only');
  return value;
};

const listOf = (value: Value): Value[] => {
  if (!Array.isArray(value)) throw wrongType();
  return value;
};

const assertApart = (places: readonly Place[]): void => {
  for (const [index, place] of places.entries())
    for (let other = index + 1; other < places.length; other += 1)
      if (overlap(place, places[other] as Place))
        throw validation(
          'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths',
        );
};

const overlap = (a: Place, b: Place): boolean => {
  const shared = Math.min(a.length, b.length);
  for (let depth = 0; depth < shared; depth += 1) if (a[depth] !== b[depth]) return false;
  return true;
};
