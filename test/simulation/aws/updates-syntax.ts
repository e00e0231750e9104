// Reads an update expression: its SET, REMOVE and ADD clauses, each at most once, in any order.
import { type Path, parsePath } from './paths.ts';
import { validation } from './table-errors.ts';
import type { Tokens } from './tokens.ts';

/** What is assigned. */
export type Formula =
  | { kind: 'path'; path: Path }
  | { kind: 'value'; name: string }
  | { kind: 'plus' | 'minus' | 'append'; left: Formula; right: Formula }
  | { kind: 'default'; path: Path; otherwise: Formula };

export type UpdateTree = {
  set: { path: Path; formula: Formula }[];
  remove: Path[];
  add: { path: Path; value: string }[];
};

const clauses = ['SET', 'REMOVE', 'ADD'] as const;

/** @throws ValidationException; Error for DELETE, which is for sets */
export const parseUpdate = (tokens: Tokens): UpdateTree => {
  const tree: UpdateTree = { set: [], remove: [], add: [] };
  const seen = new Set<string>();
  while (tokens.peek().kind !== 'end') {
    if (tokens.take('DELETE')) throw new Error('The fakes do not support DELETE in an update expression');
    const clause = clauses.find((one) => tokens.take(one));
    if (!clause) throw tokens.syntaxError();
    if (seen.has(clause))
      throw validation(
        `Invalid UpdateExpression: The "${clause}" section can only be used once in an update expression;`,
      );
    seen.add(clause);
    do parseAction(tokens, clause, tree);
    while (tokens.take(','));
  }
  return tree;
};

const parseAction = (tokens: Tokens, clause: (typeof clauses)[number], tree: UpdateTree): void => {
  const path = parsePath(tokens);
  if (clause === 'REMOVE') tree.remove.push(path);
  else if (clause === 'ADD') tree.add.push({ path, value: parseValue(tokens) });
  else {
    tokens.expect('=');
    tree.set.push({ path, formula: parseFormula(tokens) });
  }
};

const parseValue = (tokens: Tokens): string => {
  if (tokens.peek().kind !== 'value') throw tokens.syntaxError();
  return tokens.next().text;
};

/** One operator at most: DynamoDB knows no longer sums. */
const parseFormula = (tokens: Tokens): Formula => {
  const left = parseOperand(tokens);
  if (tokens.take('+')) return { kind: 'plus', left, right: parseOperand(tokens) };
  if (tokens.take('-')) return { kind: 'minus', left, right: parseOperand(tokens) };
  return left;
};

const parseOperand = (tokens: Tokens): Formula => {
  const { kind, text } = tokens.peek();
  if (kind === 'value') return { kind, name: parseValue(tokens) };
  if (tokens.peek(1).text !== '(') return { kind: 'path', path: parsePath(tokens) };
  if (text === 'if_not_exists') return parseDefault(tokens);
  if (text === 'list_append') return parseAppend(tokens);
  throw validation(`Invalid UpdateExpression: Invalid function name; function: ${text}`);
};

const parseDefault = (tokens: Tokens): Formula => {
  tokens.next();
  tokens.expect('(');
  const path = parsePath(tokens);
  tokens.expect(',');
  const otherwise = parseOperand(tokens);
  tokens.expect(')');
  return { kind: 'default', path, otherwise };
};

const parseAppend = (tokens: Tokens): Formula => {
  tokens.next();
  tokens.expect('(');
  const left = parseOperand(tokens);
  tokens.expect(',');
  const right = parseOperand(tokens);
  tokens.expect(')');
  return { kind: 'append', left, right };
};
