// The textbook's orders-api: validates an order, checks it against the catalogue, has SQS take it, and answers 202.
import { randomUUID } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import Fastify, { type FastifyInstance } from 'fastify';
import { PlaceOrderBody } from '#contracts/http.ts';
import { toMinorUnits, worthOf } from '#contracts/money.ts';
import { compile } from '#contracts/validate.ts';
import { queueUrlOf } from './consumer.ts';
import type { Context, Running } from './context.ts';
import { type Event, type NamedLine, newEvent } from './events.ts';

/** `price` in minor units. */
type Product = { productId: string; name: string; price: number; currency: string };

export const start = async (context: Context): Promise<Running> => {
  const { env } = context;
  const app = createApp(context, await queueUrlOf(context, 'order-queue'));
  const url = await app.listen({ host: env.HOST, port: env.PORT });
  return { url, stop: () => app.close() };
};

const createApp = (context: Context, QueueUrl: string): FastifyInstance => {
  const app = Fastify();
  app.setValidatorCompiler(({ schema }) => compile(schema));
  app.get('/health/ready', async () => ({ status: 'ok' }));
  app.post<{ Body: PlaceOrderBody }>(
    '/orders',
    { schema: { body: PlaceOrderBody } },
    async (request, reply) => {
      const { body } = request;
      const products = await readProducts(context, body);
      const fault = catalogueFault(body, products);
      if (fault) return reply.code(422).send({ message: fault });
      const order = newOrder(body, products);
      await context.aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(order) }));
      const { orderId } = order;
      reply.code(202).header('location', `/orders/${orderId}`);
      return { message: 'Order accepted for processing', orderId };
    },
  );
  return app;
};

type Products = ReadonlyMap<string, Product>;

/** An order has at most 50 lines: one call. */
const readProducts = async (
  { aws, tableName }: Context,
  { items }: Pick<PlaceOrderBody, 'items'>,
): Promise<Products> => {
  const table = tableName('InventoryTable');
  const Keys = [...new Set(items.map(({ productId }) => productId))].map((productId) => ({ productId }));
  const { Responses, UnprocessedKeys } = await aws.dynamo.send(
    new BatchGetCommand({ RequestItems: { [table]: { Keys } } }),
  );
  if (Object.keys(UnprocessedKeys ?? {}).length > 0) throw new Error('The catalogue is too busy');
  const products = (Responses?.[table] ?? []) as Product[];
  return new Map(products.map((product) => [product.productId, product]));
};

const catalogueFault = ({ items }: PlaceOrderBody, products: Products): string | undefined => {
  for (const { productId, price } of items) {
    const product = products.get(productId);
    if (!product) return `There is no product ${productId}`;
    if (product.price !== toMinorUnits(price)) return `${productId} has another price`;
  }
  return undefined;
};

const newOrder = (body: PlaceOrderBody, products: Products): Event<'PlaceOrder'> => {
  const { customerName, customerEmail, shippingAddress, paymentMethod, paymentToken, items } = body;
  const lines = linesOf(items, products);
  return newEvent({
    type: 'PlaceOrder',
    orderId: randomUUID(),
    data: {
      customerName,
      customerEmail,
      lines,
      total: worthOf(lines),
      currency: products.values().next().value?.currency ?? '',
      shippingAddress,
      paymentMethod,
      paymentToken: paymentToken ?? 'tok_approved',
    },
  });
};

/** Each product once, quantities summed: a transaction must not write an item twice. */
const linesOf = (items: PlaceOrderBody['items'], products: Products): NamedLine[] => {
  const lines = new Map<string, NamedLine>();
  for (const { productId, productName, quantity } of items) {
    const before = lines.get(productId)?.quantity ?? 0;
    const { name = productName, price = 0 } = products.get(productId) ?? {};
    lines.set(productId, { productId, productName: name, quantity: before + quantity, unitPrice: price });
  }
  return [...lines.values()];
};
