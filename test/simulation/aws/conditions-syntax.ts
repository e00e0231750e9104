// Reads a condition into a tree: NOT binds before AND, AND before OR.
import { type Path, parsePath } from './paths.ts';
import { validation } from './table-errors.ts';
import type { Tokens } from './tokens.ts';

export type Operand =
  | { kind: 'path'; path: Path }
  | { kind: 'value'; name: string }
  | { kind: 'size'; path: Path };

const comparators = ['=', '<>', '<', '<=', '>', '>='] as const;
export type Comparator = (typeof comparators)[number];

const tests = [
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
] as const;
export type Test = (typeof tests)[number];

export type ConditionTree =
  | { kind: 'and' | 'or'; left: ConditionTree; right: ConditionTree }
  | { kind: 'not' | 'group'; inner: ConditionTree }
  | { kind: 'compare'; comparator: Comparator; left: Operand; right: Operand }
  | { kind: 'between'; subject: Operand; low: Operand; high: Operand }
  | { kind: 'in'; subject: Operand; options: Operand[] }
  | { kind: 'test'; test: Test; path: Path; argument: Operand | undefined };

/** @throws ValidationException */
export const parseCondition = (tokens: Tokens): ConditionTree => {
  const tree = parseOr(tokens);
  if (tokens.peek().kind !== 'end') throw tokens.syntaxError();
  return tree;
};

const parseOr = (tokens: Tokens): ConditionTree => {
  let left = parseAnd(tokens);
  while (tokens.take('OR')) left = { kind: 'or', left, right: parseAnd(tokens) };
  return left;
};

const parseAnd = (tokens: Tokens): ConditionTree => {
  let left = parseNot(tokens);
  while (tokens.take('AND')) left = { kind: 'and', left, right: parseNot(tokens) };
  return left;
};

const parseNot = (tokens: Tokens): ConditionTree =>
  tokens.take('NOT') ? { kind: 'not', inner: parseNot(tokens) } : parsePrimary(tokens);

const parsePrimary = (tokens: Tokens): ConditionTree => {
  const { text, kind } = tokens.peek();
  const test = tests.find((one) => one === text);
  if (kind === 'word' && test && tokens.peek(1).text === '(') return parseTest(tokens, test);
  if (tokens.take('(')) return parseGroup(tokens);
  return parseComparison(tokens);
};

/** DynamoDB refuses parentheses around parentheses. */
const parseGroup = (tokens: Tokens): ConditionTree => {
  const inner = parseOr(tokens);
  tokens.expect(')');
  if (inner.kind === 'group')
    throw validation(`Invalid ${tokens.expression}: The expression has redundant parentheses;`);
  return { kind: 'group', inner };
};

const parseTest = (tokens: Tokens, test: Test): ConditionTree => {
  tokens.next();
  tokens.expect('(');
  const path = parsePath(tokens);
  const isUnary = test === 'attribute_exists' || test === 'attribute_not_exists';
  if (!isUnary) tokens.expect(',');
  const argument = isUnary ? undefined : parseOperand(tokens);
  tokens.expect(')');
  return { kind: 'test', test, path, argument };
};

const parseComparison = (tokens: Tokens): ConditionTree => {
  const subject = parseOperand(tokens);
  if (tokens.take('BETWEEN')) {
    const low = parseOperand(tokens);
    tokens.expect('AND');
    return { kind: 'between', subject, low, high: parseOperand(tokens) };
  }
  if (tokens.take('IN')) return { kind: 'in', subject, options: parseOptions(tokens) };
  const comparator = comparators.find((one) => one === tokens.peek().text);
  if (!comparator) throw tokens.syntaxError();
  tokens.next();
  return { kind: 'compare', comparator, left: subject, right: parseOperand(tokens) };
};

const parseOptions = (tokens: Tokens): Operand[] => {
  tokens.expect('(');
  const options = [parseOperand(tokens)];
  while (tokens.take(',')) options.push(parseOperand(tokens));
  tokens.expect(')');
  return options;
};

const parseOperand = (tokens: Tokens): Operand => {
  if (tokens.peek().kind === 'value') return { kind: 'value', name: tokens.next().text };
  if (tokens.peek().text !== 'size' || tokens.peek(1).text !== '(')
    return { kind: 'path', path: parsePath(tokens) };
  tokens.next();
  tokens.expect('(');
  const path = parsePath(tokens);
  tokens.expect(')');
  return { kind: 'size', path };
};
