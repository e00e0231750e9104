// What the operator's commands on a product have in common in the OpenAPI document.
import { Type } from 'typebox';
import { ProductId } from '#contracts/fields.ts';
import { Accepted } from '#contracts/http.ts';
import { IdempotencyHeaders } from './idempotency-key.ts';
import { json, problems } from './responses.ts';

export const productCommandSchema = {
  tags: ['Catalogue'],
  security: [{ operator: [] }],
  headers: IdempotencyHeaders,
  params: Type.Object({ productId: Type.Unsafe<string>({ ...ProductId, examples: ['p123'] }) }),
  response: {
    202: json('Accepted; it takes effect in a moment', Accepted),
    ...problems([400, 401, 403, 413, 415]),
  },
};
