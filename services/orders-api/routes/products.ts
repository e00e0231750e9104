// GET /products for everybody; PUT /products/:productId and POST /products/:productId/stock for operators.
import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ProductId, strictObject } from '#contracts/fields.ts';
import { Accepted, ProductList, PutProductBody, ReceiveStockBody } from '#contracts/http.ts';
import { toAmount, toMinorUnits } from '#contracts/money.ts';
import type { ProductStore, StockedProduct } from '../catalogue/product-store.ts';
import type { Cursors } from '../http/cursor.ts';
import { IdempotencyHeaders, idempotencyKeyOf } from '../http/idempotency-key.ts';
import { operatorOnly } from '../http/operator.ts';
import { Cursor, PageLimit } from '../http/paging.ts';
import { json, problems } from '../http/responses.ts';
import type { Sender } from '../ports.ts';

type Deps = {
  products: ProductStore;
  inventoryQueue: Sender;
  cursors: Cursors;
  operatorToken: string | undefined;
  now: () => number;
};

const listSchema = {
  operationId: 'listProducts',
  summary: 'List the catalogue',
  description: 'Products by productId, with the units that can be ordered now.',
  tags: ['Catalogue'],
  querystring: strictObject({ limit: PageLimit, cursor: Type.Optional(Cursor) }),
  response: { 200: json('A page of products', ProductList), ...problems([400]) },
};

const operatorSchema = {
  tags: ['Catalogue'],
  security: [{ operator: [] }],
  headers: IdempotencyHeaders,
  params: Type.Object({ productId: Type.Unsafe<string>({ ...ProductId, examples: ['p123'] }) }),
  response: {
    202: json('Accepted; it takes effect in a moment', Accepted),
    ...problems([400, 401, 403, 413, 415]),
  },
};

const putSchema = {
  ...operatorSchema,
  operationId: 'putProduct',
  summary: 'Add a product, or change its name, description or price',
  description: 'Orders that were accepted before keep the price that they were accepted at. In USD.',
  body: PutProductBody,
};

const stockSchema = {
  ...operatorSchema,
  operationId: 'receiveStock',
  summary: 'Book units of a product into stock',
  description: 'Adds to what is there. Repeated with the same Idempotency-Key it counts once.',
  body: ReceiveStockBody,
};

const productView = ({ productId, name, description, price, currency, available }: StockedProduct) => ({
  ...{ productId, name, description, currency, available },
  price: toAmount(price),
});

export const productRoutes =
  (deps: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { products, inventoryQueue, cursors, now } = deps;
    const onRequest = operatorOnly(deps.operatorToken);
    const timestamp = () => new Date(now()).toISOString();

    app.get('/products', { schema: listSchema }, async ({ query: { limit, cursor } }) => {
      const bound = { list: 'products' };
      const after = cursor === undefined ? undefined : cursors.decode(cursor, bound);
      const ids = await products.list({ limit, ...(after !== undefined && { after }) });
      const found = await products.find(ids);
      const last = ids.length === limit ? ids.at(-1) : undefined;
      return {
        products: ids.flatMap((id) => found.get(id) ?? []).map(productView),
        ...(last !== undefined && { nextCursor: cursors.encode(last, bound) }),
      };
    });

    app.put(
      '/products/:productId',
      { schema: putSchema, onRequest },
      async ({ params, body, headers, id }, reply) => {
        const { productId } = params;
        const { name, description = '', price } = body;
        const data = { productId, name, description, price: toMinorUnits(price), currency: 'USD' };
        const key = idempotencyKeyOf(headers) ?? randomUUID();
        await inventoryQueue.send({ type: 'PutProduct', subject: productId, at: timestamp(), data, key }, id);
        reply.code(202);
        return { message: 'Product accepted for processing' };
      },
    );

    app.post(
      '/products/:productId/stock',
      { schema: stockSchema, onRequest },
      async ({ params, body, headers, id }, reply) => {
        const key = idempotencyKeyOf(headers) ?? randomUUID();
        const emission = { subject: params.productId, at: timestamp(), data: body, key };
        await inventoryQueue.send({ type: 'ReceiveStock', ...emission }, id);
        reply.code(202);
        return { message: 'Stock accepted for processing' };
      },
    );
  };
