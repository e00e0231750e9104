// POST /orders/:orderId/cancel: asked for here by the customer, decided later.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { OrderAccepted } from '#contracts/http.ts';
import type { Sender } from '../app-dependencies.ts';
import { traceparentOf } from '../http/request-log.ts';
import { OrderParams, type RequireOrder } from '../http/require-order.ts';
import { json, problems } from '../http/responses.ts';

type Deps = { requireOrder: RequireOrder; orderQueue: Sender; now: () => number };

const schema = {
  operationId: 'cancelOrder',
  summary: 'Cancel an order',
  description:
    'At any time, as often as you like. Shipping decides: an order whose parcel is not prepared ends as CANCELLED and is not charged; for any other it is too late, which its timeline then says.',
  tags: ['Orders'],
  params: OrderParams,
  response: {
    202: json('Accepted; the timeline tells how it was decided', OrderAccepted),
    ...problems([400, 404]),
  },
};

export const cancelOrderRoute =
  ({ requireOrder, orderQueue, now }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post('/orders/:orderId/cancel', { schema }, async (request, reply) => {
      const { order } = await requireOrder(request);
      const { orderId } = order;
      const at = new Date(now()).toISOString();
      await orderQueue.send({ type: 'CancelOrder', subject: orderId, at, data: {} }, traceparentOf(request));
      reply.code(202);
      return { message: 'Cancellation accepted for processing', orderId };
    });
  };
