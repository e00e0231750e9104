// POST /orders/:orderId/cancel for the customer, POST /orders/:orderId/return for operators: asked for here, decided later.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { OrderAccepted, ReturnOrderBody } from '#contracts/http.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { operatorOnly } from '../http/operator.ts';
import { ProblemError } from '../http/problem.ts';
import { concernsOrder } from '../http/request-log.ts';
import { json, problems } from '../http/responses.ts';
import type { Sender } from '../ports.ts';
import type { AwaitOrder } from '../tracking/await-order.ts';
import { noSuchOrder, OrderParams } from './order.ts';

type Deps = {
  awaitOrder: AwaitOrder;
  orderQueue: Sender;
  operatorToken: string | undefined;
  now: () => number;
};

const cancelSchema = {
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

const returnSchema = {
  operationId: 'returnOrder',
  summary: 'Take an order back and refund it',
  description: 'For operators, once the order is COMPLETED and the goods have come back.',
  tags: ['Orders'],
  security: [{ operator: [] }],
  params: OrderParams,
  body: ReturnOrderBody,
  response: {
    202: json('Accepted; the order ends as REFUNDED', OrderAccepted),
    ...problems([400, 401, 403, 404, 413, 415], { 409: 'The order has not been completed' }),
  },
};

const returnable: readonly OrderRecord['status'][] = ['COMPLETED', 'RETURNING', 'REFUNDED'];

export const orderRequestRoutes =
  ({ awaitOrder, orderQueue, operatorToken, now }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const find = async (orderId: string, request: FastifyRequest): Promise<OrderRecord> => {
      concernsOrder(request, orderId);
      const order = await awaitOrder(orderId, request);
      if (!order) throw noSuchOrder(orderId);
      return order;
    };
    const commandFor = (orderId: string) => ({ subject: orderId, at: new Date(now()).toISOString() });

    app.post('/orders/:orderId/cancel', { schema: cancelSchema }, async (request, reply) => {
      const { orderId } = request.params;
      await find(orderId, request);
      await orderQueue.send({ type: 'CancelOrder', ...commandFor(orderId), data: {} }, request.id);
      reply.code(202);
      return { message: 'Cancellation accepted for processing', orderId };
    });

    const onRequest = operatorOnly(operatorToken);
    app.post('/orders/:orderId/return', { schema: returnSchema, onRequest }, async (request, reply) => {
      const { orderId } = request.params;
      const { status } = await find(orderId, request);
      if (!returnable.includes(status))
        throw new ProblemError(409, `Order ${orderId} can be returned once it is COMPLETED; it is ${status}`);
      const data = request.body;
      await orderQueue.send({ type: 'ReturnOrder', ...commandFor(orderId), data }, request.id);
      reply.code(202);
      return { message: 'Return accepted for processing', orderId };
    });
  };
