// Pure: what a schema found wrong, in words that name the field and the rule, for the person who wrote the request.
import type { TSchema } from 'typebox';
import { OrderId, ProductId, plainText, prosePattern } from '#contracts/fields.ts';
import type { ErrorObject } from '#contracts/validate.ts';
import { headerText } from './idempotency-key.ts';
import type { Fault } from './problem.ts';

/** The part of the request that a schema checked, as Fastify calls it. */
type HttpPart = string;

const named: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'a JSON object',
  array: 'a list',
};

const formats: Record<string, string> = {
  email: 'an e-mail address, like name@example.com',
  'date-time': 'a date and time, like 2026-01-31T12:00:00Z',
};

const patternOf = (schema: TSchema): string =>
  'pattern' in schema && typeof schema.pattern === 'string' ? schema.pattern : '';

const patterns: Record<string, string> = {
  [plainText]:
    "must start with a letter or digit and may contain letters, digits, spaces and . , ' ’ - & / ( ) # + :",
  [patternOf(ProductId)]: 'must start with a letter or digit and may contain letters, digits, _ and -',
  [patternOf(OrderId)]: 'must be a UUID in lower case',
  [prosePattern]: 'must not contain control characters',
  [headerText]: 'may contain printable ASCII characters only',
};

/** Ajv's parameters of a broken rule; each keyword sets its own. */
type Params = { limit?: number; type?: string; format?: string; pattern?: string; multipleOf?: number } & {
  allowedValues?: unknown[];
};

/** The rule that was broken, as the end of a sentence about the field. */
const rules: Record<string, (params: Params) => string | undefined> = {
  type: ({ type = '' }) => `must be ${named[type] ?? type}`,
  enum: ({ allowedValues = [] }) => `must be one of: ${allowedValues.join(', ')}`,
  minLength: ({ limit = 0 }) =>
    limit === 1 ? 'must not be empty' : `must have at least ${count(limit, 'character', 'characters')}`,
  maxLength: ({ limit = 0 }) => `must have at most ${count(limit, 'character', 'characters')}`,
  minimum: ({ limit }) => `must be at least ${limit}`,
  maximum: ({ limit }) => `must be at most ${limit}`,
  exclusiveMinimum: ({ limit }) => `must be more than ${limit}`,
  multipleOf: ({ multipleOf }) =>
    multipleOf === 0.01 ? 'must have at most two decimals' : `must be a multiple of ${multipleOf}`,
  minItems: ({ limit = 0 }) => `must have at least ${count(limit, 'entry', 'entries')}`,
  maxItems: ({ limit = 0 }) => `must have at most ${count(limit, 'entry', 'entries')}`,
  format: ({ format = '' }) => `must be ${formats[format] ?? `in the format ${format}`}`,
  pattern: ({ pattern = '' }) => patterns[pattern],
};

const wholes: Record<string, string> = {
  body: 'The body',
  querystring: 'The query',
  params: 'The path',
  headers: 'The headers',
};
const members: Record<string, string> = { querystring: 'query parameter', headers: 'header' };

/** One fault for each faulty place, what is missing first: who sees only the first line should learn that. */
export const faultsOf = (errors: readonly ErrorObject[], part: HttpPart, atMost: number): Fault[] => {
  const byPlace = new Map<string, ReturnType<typeof faultOf>>();
  for (const error of errors) {
    const fault = faultOf(error, part);
    if (!byPlace.has(fault.pointer)) byPlace.set(fault.pointer, fault);
    if (byPlace.size >= atMost) break;
  }
  const faults = [...byPlace.values()];
  return [...faults.filter(({ missing }) => missing), ...faults.filter(({ missing }) => !missing)].map(
    ({ pointer, detail }) => ({ pointer, detail }),
  );
};

const faultOf = (error: ErrorObject, part: HttpPart): Fault & { missing: boolean } => {
  const { instancePath, keyword, params } = error;
  const member = members[part] ?? 'field';
  if (keyword === 'required') {
    const pointer = `${instancePath}/${escapePointer(params.missingProperty)}`;
    return { pointer, detail: `Missing required ${member}: ${fieldOf(pointer)}`, missing: true };
  }
  if (keyword === 'additionalProperties') {
    const pointer = `${instancePath}/${escapePointer(shown(params.additionalProperty))}`;
    return { pointer, detail: `Unknown ${member}: ${fieldOf(pointer)}`, missing: false };
  }
  const subject = fieldOf(instancePath) || (wholes[part] ?? 'The request');
  const rule = rules[keyword]?.(params as Params) ?? error.message ?? 'is not valid';
  return { pointer: instancePath, detail: `${subject} ${rule}`, missing: false };
};

/** '/items/0/price' → 'items[0].price' */
export const fieldOf = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map(unescapePointer)
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path ? `${path}.${part}` : part), '');

/** Names that clients invent come back to them shortened, and as well-formed text. */
const shown = (name: string): string => name.slice(0, 64).toWellFormed();

const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
const unescapePointer = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

const count = (limit: number, one: string, many: string): string =>
  limit === 1 ? `one ${one}` : `${limit} ${many}`;
