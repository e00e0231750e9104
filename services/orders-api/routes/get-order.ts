// GET /orders/:orderId: one order as it stands.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { OrderView } from '#contracts/http.ts';
import { OrderParams, type RequireOrder } from '../http/require-order.ts';
import { json, problems } from '../http/responses.ts';
import { orderView } from '../orders/order-view.ts';

const schema = {
  operationId: 'getOrder',
  summary: 'Get an order',
  description:
    'An order that was accepted a moment ago may not be stored yet: it is waited for, at most 1.5 s.',
  tags: ['Orders'],
  params: OrderParams,
  response: { 200: json('The order', OrderView), ...problems([400, 404]) },
};

export const getOrderRoute =
  ({ requireOrder }: { requireOrder: RequireOrder }): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/orders/:orderId', { schema }, async (request) =>
      orderView((await requireOrder(request)).order),
    );
  };
