// Cuts an expression into tokens, and walks over them. Done once for each text: what comes of it is cached.
import { validation } from './table-errors.ts';

/** `name` is #placeholder, `value` is :placeholder; `end` has no text. */
type Token = { kind: 'word' | 'name' | 'value' | 'number' | 'symbol' | 'end'; text: string };

export type Tokens = {
  /** Which expression it is, for messages: `ConditionExpression`. */
  expression: string;
  /** Placeholders in it, each once. */
  names: readonly string[];
  values: readonly string[];
  peek: (ahead?: number) => Token;
  next: () => Token;
  /** Whether the next token is this keyword or symbol; takes it if so. */
  take: (text: string) => boolean;
  /** @throws ValidationException when the next token is another */
  expect: (text: string) => void;
  syntaxError: () => Error;
};

const pattern =
  /\s*(?:(?<word>[A-Za-z]\w*)|(?<name>#\w+)|(?<value>:\w+)|(?<number>\d+)|(?<symbol><>|<=|>=|[=<>()[\].,+-]))/y;

const kinds = ['word', 'name', 'value', 'number', 'symbol'] as const;
const end: Token = { kind: 'end', text: '<EOF>' };

/** @throws ValidationException for a character that no expression has */
export const tokenize = (expression: string, text: string): Tokens => {
  const tokens = tokensOf(expression, text);
  let position = 0;
  const peek = (ahead = 0): Token => tokens[position + ahead] ?? end;
  const syntaxError = () =>
    validation(`Invalid ${expression}: Syntax error; token: "${peek().text}", near: "${text.trim()}"`);
  const take = (wanted: string) => {
    if (peek().text.toUpperCase() !== wanted) return false;
    position += 1;
    return true;
  };
  return {
    expression,
    names: textsOf(tokens, 'name'),
    values: textsOf(tokens, 'value'),
    peek,
    next: () => {
      position += 1;
      return tokens[position - 1] ?? end;
    },
    take,
    expect: (wanted) => {
      if (!take(wanted)) throw syntaxError();
    },
    syntaxError,
  };
};

const tokensOf = (expression: string, text: string): Token[] => {
  const source = text.trimEnd();
  if (source === '') throw validation(`Invalid ${expression}: The expression can not be empty;`);
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < source.length) {
    const from = pattern.lastIndex;
    const groups = pattern.exec(source)?.groups;
    const kind = kinds.find((one) => groups?.[one] !== undefined);
    if (!groups || !kind)
      throw validation(`Invalid ${expression}: Syntax error; near: "${source.slice(from)}"`);
    tokens.push({ kind, text: groups[kind] ?? '' });
  }
  return tokens;
};

const textsOf = (tokens: readonly Token[], kind: Token['kind']): string[] => [
  ...new Set(tokens.filter((token) => token.kind === kind).map(({ text }) => text)),
];
