// GET /products: the catalogue.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { strictObject } from '#contracts/fields.ts';
import { ProductList, type ProductView } from '#contracts/http.ts';
import { toAmount } from '#contracts/money.ts';
import type { ProductReader, StockedProduct } from '../catalogue/product-reader.ts';
import type { Cursors } from '../http/cursor.ts';
import { Cursor, PageLimit } from '../http/paging.ts';
import { json, problems } from '../http/responses.ts';

type Deps = { products: ProductReader; cursors: Cursors };

const schema = {
  operationId: 'listProducts',
  summary: 'List the catalogue',
  description: 'Products by productId, with the units that can be ordered now.',
  tags: ['Catalogue'],
  querystring: strictObject({ limit: PageLimit, cursor: Type.Optional(Cursor) }),
  response: { 200: json('A page of products', ProductList), ...problems([400]) },
};

/** What a cursor of this list is bound to. */
const bound = { list: 'products' };

export const listProductsRoute =
  ({ products, cursors }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/products', { schema }, async ({ query: { limit, cursor } }) => {
      const after = cursor === undefined ? undefined : cursors.decode(cursor, bound);
      const ids = await products.list({ limit, ...(after !== undefined && { after }) });
      const found = await products.find(ids);
      const last = ids.length === limit ? ids.at(-1) : undefined;
      return {
        products: ids.flatMap((id) => found.get(id) ?? []).map(productView),
        ...(last !== undefined && { nextCursor: cursors.encode(last, bound) }),
      };
    });
  };

const productView = (product: StockedProduct): ProductView => ({
  productId: product.productId,
  name: product.name,
  description: product.description,
  price: toAmount(product.price),
  currency: product.currency,
  available: product.available,
});
