// From the text of an expression to functions: parsed once for each text, whatever its placeholders stand for.
import { type Condition, compileCondition } from './conditions.ts';
import { type ConditionTree, parseCondition } from './conditions-syntax.ts';
import { type Path, parsePath } from './paths.ts';
import { type Tokens, tokenize } from './tokens.ts';
import { compileUpdate, type Update } from './updates.ts';
import { parseUpdate } from './updates-syntax.ts';

/** What an expression means, and the placeholders in it. */
export type Expression<Meaning> = {
  kind: string;
  meaning: Meaning;
  names: readonly string[];
  values: readonly string[];
};

const cached = <Meaning>(kind: string, parse: (tokens: Tokens) => Meaning) => {
  const known = new Map<string, Expression<Meaning>>();
  return (text: string): Expression<Meaning> => {
    const before = known.get(text);
    if (before) return before;
    const tokens = tokenize(kind, text);
    const { names, values } = tokens;
    const expression = { kind, meaning: parse(tokens), names, values };
    known.set(text, expression);
    return expression;
  };
};

const conditionOf = (tokens: Tokens): Condition => compileCondition(parseCondition(tokens));

export const conditionExpression = cached<Condition>('ConditionExpression', conditionOf);
export const filterExpression = cached<Condition>('FilterExpression', conditionOf);
export const keyConditionExpression = cached<ConditionTree>('KeyConditionExpression', parseCondition);
export const updateExpression = cached<Update>('UpdateExpression', (tokens) =>
  compileUpdate(parseUpdate(tokens)),
);
export const projectionExpression = cached<Path[]>('ProjectionExpression', (tokens) => {
  const paths = [parsePath(tokens)];
  while (tokens.take(',')) paths.push(parsePath(tokens));
  if (tokens.peek().kind !== 'end') throw tokens.syntaxError();
  return paths;
});
