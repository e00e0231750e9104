// POST /products/:productId/stock: an operator books units into stock.
import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { ReceiveStockBody } from '#contracts/http.ts';
import { sha256 } from '#platform/ids.ts';
import type { Sender } from '../app-dependencies.ts';
import type { ProductReader } from '../catalogue/product-reader.ts';
import { idempotencyKeyOf } from '../http/idempotency-key.ts';
import { operatorOnly } from '../http/operator.ts';
import { ProblemError } from '../http/problem.ts';
import { productCommandSchema } from '../http/product-command.ts';
import { traceparentOf } from '../http/request-log.ts';
import { problems } from '../http/responses.ts';
import { fingerprintOf } from '../orders/fingerprint.ts';
import { assertSameRequest, claimSeconds, type IdempotencyClaims } from '../orders/idempotency-claims.ts';

type Deps = {
  products: Pick<ProductReader, 'find'>;
  claims: IdempotencyClaims;
  inventoryQueue: Sender;
  operatorToken: string | undefined;
  now: () => number;
};

const schema = {
  ...productCommandSchema,
  operationId: 'receiveStock',
  summary: 'Book units of a product into stock',
  description: 'Adds to what is there. Repeated with the same Idempotency-Key it counts once.',
  body: ReceiveStockBody,
  response: {
    ...productCommandSchema.response,
    ...problems([], {
      404: 'There is no such product, or not yet',
      422: 'The Idempotency-Key was used with a different body',
    }),
  },
};

export const receiveStockRoute =
  (deps: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { products, inventoryQueue, operatorToken, now } = deps;
    const onRequest = operatorOnly(operatorToken);
    app.post('/products/:productId/stock', { schema, onRequest }, async (request, reply) => {
      const { productId } = request.params;
      const { body } = request;
      if (!(await products.find([productId])).has(productId)) throw noSuchProduct(productId);
      const given = idempotencyKeyOf(request.headers);
      if (given !== undefined) await claimKey(deps, productId, given, body);
      const key = given ?? randomUUID();
      await inventoryQueue.send(
        { type: 'ReceiveStock', subject: productId, at: new Date(now()).toISOString(), data: body, key },
        traceparentOf(request),
      );
      reply.code(202);
      return { message: 'Stock accepted for processing' };
    });
  };

/** `Retry-After`, because the product may be one that still waits in the queue. */
const noSuchProduct = (productId: string): ProblemError =>
  new ProblemError(404, `There is no product ${productId}, or not yet: PUT /products/${productId} first`, {
    headers: { 'retry-after': '1' },
  });

/** @throws ProblemError 422: a second delivery under the key of the first would not be counted */
const claimKey = async (
  { claims, now }: Deps,
  productId: string,
  key: string,
  body: object,
): Promise<void> => {
  const nowSeconds = Math.floor(now() / 1_000);
  const id = sha256('stock', productId, key);
  const claim = {
    id,
    subject: productId,
    fingerprint: fingerprintOf(body),
    expiresAt: nowSeconds + claimSeconds,
  };
  assertSameRequest(await claims.claim(claim, nowSeconds), claim);
};
