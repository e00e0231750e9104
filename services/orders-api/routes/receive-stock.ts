// POST /products/:productId/stock: an operator books units into stock.
import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { ReceiveStockBody } from '#contracts/http.ts';
import type { Sender } from '../app-dependencies.ts';
import { idempotencyKeyOf } from '../http/idempotency-key.ts';
import { operatorOnly } from '../http/operator.ts';
import { productCommandSchema } from '../http/product-command.ts';
import { traceparentOf } from '../http/request-log.ts';

type Deps = { inventoryQueue: Sender; operatorToken: string | undefined; now: () => number };

const schema = {
  ...productCommandSchema,
  operationId: 'receiveStock',
  summary: 'Book units of a product into stock',
  description: 'Adds to what is there. Repeated with the same Idempotency-Key it counts once.',
  body: ReceiveStockBody,
};

export const receiveStockRoute =
  ({ inventoryQueue, operatorToken, now }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const onRequest = operatorOnly(operatorToken);
    app.post('/products/:productId/stock', { schema, onRequest }, async (request, reply) => {
      const { productId } = request.params;
      const at = new Date(now()).toISOString();
      const key = idempotencyKeyOf(request.headers) ?? randomUUID();
      await inventoryQueue.send(
        { type: 'ReceiveStock', subject: productId, at, data: request.body, key },
        traceparentOf(request),
      );
      reply.code(202);
      return { message: 'Stock accepted for processing' };
    });
  };
