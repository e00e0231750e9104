// POST /orders: place an order.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { OrderAccepted, PlaceOrderBody } from '#contracts/http.ts';
import { IdempotencyHeaders, idempotencyKeyOf } from '../http/idempotency-key.ts';
import { concernsOrder, traceparentOf } from '../http/request-log.ts';
import { json, problems } from '../http/responses.ts';
import type { AcceptOrder } from '../orders/accept-order.ts';
import { principalOf } from '../principal.ts';

const schema = {
  operationId: 'placeOrder',
  summary: 'Place an order',
  description:
    'Accepts the order once it is durably queued. Prices must be those of the catalogue. Use paymentToken to see a payment fail.',
  tags: ['Orders'],
  headers: IdempotencyHeaders,
  body: PlaceOrderBody,
  response: {
    202: json('Accepted; `Location` is where to follow the order', OrderAccepted, {
      Location: Type.String({ description: 'The order', examples: ['/orders/{orderId}'] }),
    }),
    ...problems([400, 413, 415], {
      422: 'The catalogue says otherwise: no such product, or another price, which is then in `errors[].expected`; or the Idempotency-Key was used with a different body',
    }),
  },
};

export const placeOrderRoute =
  ({ acceptOrder }: { acceptOrder: AcceptOrder }): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post('/orders', { schema }, async (request, reply) => {
      const orderId = await acceptOrder({
        body: request.body,
        principal: principalOf(),
        idempotencyKey: idempotencyKeyOf(request.headers),
        traceparent: traceparentOf(request),
      });
      concernsOrder(request, orderId);
      reply.code(202).header('location', `/orders/${orderId}`);
      return { message: 'Order accepted for processing', orderId };
    });
  };
