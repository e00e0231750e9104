// GET /orders/:orderId: one order as it stands.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { OrderId } from '#contracts/fields.ts';
import { OrderView } from '#contracts/http.ts';
import { ProblemError } from '../http/problem.ts';
import { concernsOrder } from '../http/request-log.ts';
import { json, problems } from '../http/responses.ts';
import { orderView } from '../orders/order-view.ts';
import type { AwaitOrder } from '../tracking/await-order.ts';

export const OrderParams = Type.Object({ orderId: OrderId });

/** `Retry-After`, because the order may be one that still waits in the queue. */
export const noSuchOrder = (orderId: string): ProblemError =>
  new ProblemError(404, `There is no order ${orderId}, or not yet`, { headers: { 'retry-after': '1' } });

const schema = {
  operationId: 'getOrder',
  summary: 'Get an order',
  description:
    'An order that was accepted a moment ago may not be stored yet: it is waited for, at most 1.5 s.',
  tags: ['Orders'],
  params: OrderParams,
  response: { 200: json('The order', OrderView), ...problems([400, 404]) },
};

export const orderRoute =
  ({ awaitOrder }: { awaitOrder: AwaitOrder }): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/orders/:orderId', { schema }, async (request) => {
      const { orderId } = request.params;
      concernsOrder(request, orderId);
      const order = await awaitOrder(orderId, request);
      if (!order) throw noSuchOrder(orderId);
      return orderView(order);
    });
  };
