// GET /orders: list orders.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { strictObject } from '#contracts/fields.ts';
import { OrderList } from '#contracts/http.ts';
import { CustomerEmail } from '#contracts/order-details.ts';
import { orderStatuses } from '#contracts/order-status.ts';
import type { Cursors } from '../http/cursor.ts';
import { Cursor, PageLimit } from '../http/paging.ts';
import { json, problems } from '../http/responses.ts';
import { listOrders } from '../orders/list-orders.ts';
import type { OrderReader } from '../orders/order-reader.ts';
import { orderSummary } from '../orders/order-view.ts';

type Deps = { orders: OrderReader; cursors: Cursors };

const schema = {
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

export const listOrdersRoute =
  ({ orders, cursors }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/orders', { schema }, async ({ query }) => {
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
