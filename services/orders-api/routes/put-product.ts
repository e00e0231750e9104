// PUT /products/:productId: an operator adds a product, or changes it.
import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { shopCurrency } from '#contracts/fields.ts';
import { PutProductBody } from '#contracts/http.ts';
import { toMinorUnits } from '#contracts/money.ts';
import type { Sender } from '../app-dependencies.ts';
import { idempotencyKeyOf } from '../http/idempotency-key.ts';
import { operatorOnly } from '../http/operator.ts';
import { productCommandSchema } from '../http/product-command.ts';
import { traceparentOf } from '../http/request-log.ts';

type Deps = { inventoryQueue: Sender; operatorToken: string | undefined; now: () => number };

const schema = {
  ...productCommandSchema,
  operationId: 'putProduct',
  summary: 'Add a product, or change its name, description or price',
  description: `Orders that were accepted before keep the price that they were accepted at. In ${shopCurrency}.`,
  body: PutProductBody,
};

export const putProductRoute =
  ({ inventoryQueue, operatorToken, now }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const onRequest = operatorOnly(operatorToken);
    app.put('/products/:productId', { schema, onRequest }, async (request, reply) => {
      const { productId } = request.params;
      const { name, description = '', price } = request.body;
      const data = { productId, name, description, price: toMinorUnits(price), currency: shopCurrency };
      const at = new Date(now()).toISOString();
      const key = idempotencyKeyOf(request.headers) ?? randomUUID();
      await inventoryQueue.send(
        { type: 'PutProduct', subject: productId, at, data, key },
        traceparentOf(request),
      );
      reply.code(202);
      return { message: 'Product accepted for processing' };
    });
  };
