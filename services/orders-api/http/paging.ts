// The query parameters that every list has.
import { Type } from 'typebox';

export const PageLimit = Type.Integer({
  minimum: 1,
  maximum: 100,
  default: 20,
  description: 'How many at most',
});

export const Cursor = Type.String({
  minLength: 1,
  maxLength: 512,
  description: 'nextCursor of the page before',
});
