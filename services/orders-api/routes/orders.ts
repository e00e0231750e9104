// POST /orders, GET /orders: place an order, list orders.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { strictObject } from '#contracts/fields.ts';
import { OrderAccepted, OrderList, PlaceOrderBody } from '#contracts/http.ts';
import { CustomerEmail } from '#contracts/order-details.ts';
import { orderStatuses } from '#contracts/order-status.ts';
import type { Cursors } from '../http/cursor.ts';
import { IdempotencyHeaders, idempotencyKeyOf } from '../http/idempotency-key.ts';
import { Cursor, PageLimit } from '../http/paging.ts';
import { concernsOrder } from '../http/request-log.ts';
import { json, problems } from '../http/responses.ts';
import { listOrders } from '../orders/list-orders.ts';
import type { OrderStore } from '../orders/order-store.ts';
import { orderSummary } from '../orders/order-view.ts';
import type { PlaceOrder } from '../orders/place-order.ts';
import { principalOf } from '../principal.ts';

type Deps = { placeOrder: PlaceOrder; orders: OrderStore; cursors: Cursors };

const placeOrderSchema = {
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

const listOrdersSchema = {
  operationId: 'listOrders',
  summary: 'List orders, newest first',
  description:
    'Of one customer, in one status, or all; without personal data. A page may be short: go on while there is a nextCursor.',
  tags: ['Orders'],
  querystring: strictObject({
    customerEmail: Type.Optional(
      Type.Unsafe<string>({ ...CustomerEmail, description: 'Orders of this customer' }),
    ),
    status: Type.Optional(Type.Enum([...orderStatuses], { description: 'Orders that stand here' })),
    limit: PageLimit,
    cursor: Type.Optional(Cursor),
  }),
  response: { 200: json('A page of orders', OrderList), ...problems([400]) },
};

export const orderRoutes =
  ({ placeOrder, orders, cursors }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post('/orders', { schema: placeOrderSchema }, async (request, reply) => {
      const orderId = await placeOrder({
        body: request.body,
        principal: principalOf(),
        idempotencyKey: idempotencyKeyOf(request.headers),
        traceparent: request.id,
      });
      concernsOrder(request, orderId);
      reply.code(202).header('location', `/orders/${orderId}`);
      return { message: 'Order accepted for processing', orderId };
    });

    app.get('/orders', { schema: listOrdersSchema }, async ({ query }) => {
      const { cursor, limit, ...filter } = query;
      const bound = { list: 'orders', ...filter };
      const after = cursor === undefined ? undefined : cursors.decode(cursor, bound);
      const page = await listOrders(orders, { ...filter, limit, ...(after !== undefined && { after }) });
      return {
        orders: page.orders.map(orderSummary),
        ...(page.next !== undefined && { nextCursor: cursors.encode(page.next, bound) }),
      };
    });
  };
