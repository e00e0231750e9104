// POST /orders/:orderId/return: asked for here by an operator, decided later.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { OrderAccepted, ReturnOrderBody } from '#contracts/http.ts';
import { isReturnable } from '#contracts/order-status.ts';
import type { Sender } from '../app-dependencies.ts';
import { operatorOnly } from '../http/operator.ts';
import { ProblemError } from '../http/problem.ts';
import { traceparentOf } from '../http/request-log.ts';
import { OrderParams, type RequireOrder } from '../http/require-order.ts';
import { json, problems } from '../http/responses.ts';

type Deps = {
  requireOrder: RequireOrder;
  orderQueue: Sender;
  operatorToken: string | undefined;
  now: () => number;
};

const schema = {
  operationId: 'returnOrder',
  summary: 'Take an order back and refund it',
  description:
    'For operators, once the order is COMPLETED and the goods have come back. It is returned once, as the first request says.',
  tags: ['Orders'],
  security: [{ operator: [] }],
  params: OrderParams,
  body: ReturnOrderBody,
  response: {
    202: json('Accepted; the order ends as REFUNDED', OrderAccepted),
    ...problems([400, 401, 403, 404, 413, 415], { 409: 'The order has not been completed' }),
  },
};

export const returnOrderRoute =
  ({ requireOrder, orderQueue, operatorToken, now }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const onRequest = operatorOnly(operatorToken);
    app.post('/orders/:orderId/return', { schema, onRequest }, async (request, reply) => {
      const { order } = await requireOrder(request);
      const { orderId, status } = order;
      if (!isReturnable(status))
        throw new ProblemError(409, `Order ${orderId} can be returned once it is COMPLETED; it is ${status}`);
      const at = new Date(now()).toISOString();
      await orderQueue.send(
        { type: 'ReturnOrder', subject: orderId, at, data: request.body },
        traceparentOf(request),
      );
      reply.code(202);
      return { message: 'Return accepted for processing', orderId };
    });
  };
