// The HTTP application, apart from the server that runs it: composed here from what it needs, top to bottom.
import { randomBytes } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { AppDependencies } from './app-dependencies.ts';
import { createCache } from './catalogue/product-cache.ts';
import { answerClientError } from './http/client-errors.ts';
import { createCursors } from './http/cursor.ts';
import { answerFrameworkError, sendProblem } from './http/error-handler.ts';
import { refuseUnknownRoutes } from './http/not-found.ts';
import { documentApi } from './http/openapi.ts';
import { parseJsonOnly } from './http/parse-json.ts';
import { logRequests, requestId, requestLogger } from './http/request-log.ts';
import { createRequireOrder } from './http/require-order.ts';
import { limitRates, secure } from './http/security.ts';
import { bodyLimitKib } from './http/to-problem.ts';
import { validateRequests } from './http/validation.ts';
import { addOpsRoutes } from './ops/ops-routes.ts';
import { createAcceptOrder } from './orders/accept-order.ts';
import { createReadiness } from './readiness.ts';
import { cancelOrderRoute } from './routes/cancel-order.ts';
import { getOrderRoute } from './routes/get-order.ts';
import { getOrderEventsRoute } from './routes/get-order-events.ts';
import { healthRoutes } from './routes/health.ts';
import { listOrdersRoute } from './routes/list-orders.ts';
import { listProductsRoute } from './routes/list-products.ts';
import { pageRoutes } from './routes/pages.ts';
import { placeOrderRoute } from './routes/place-order.ts';
import { putProductRoute } from './routes/put-product.ts';
import { receiveStockRoute } from './routes/receive-stock.ts';
import { returnOrderRoute } from './routes/return-order.ts';
import { createAwaitOrder } from './tracking/await-order.ts';
import { createEventStreams } from './tracking/event-streams.ts';
import { createOrderWatch } from './tracking/order-watch.ts';

/** An order is judged by a catalogue that is at most this old, of which a product takes some 500 bytes. */
const catalogueCache = {
  lookEveryMs: 1_000,
  trustedForMs: 3_000,
  freshForMs: 60_000,
  keptForMs: 15 * 60_000,
  maxEntries: 10_000,
};

/** Behind a load balancer the client is the first address from the right that is not a private one: clients write the rest. */
const proxies = ['loopback', 'linklocal', 'uniquelocal'];

export const createApp = async (dependencies: AppDependencies): Promise<FastifyInstance> => {
  const { env, log, draining } = dependencies;
  const app = createFastify(log, env.TRUST_PROXY);
  logRequests(app, dependencies);
  app.setErrorHandler(sendProblem);
  parseJsonOnly(app);
  validateRequests(app);
  await secure(app);
  await limitRates(app, env.RATE_LIMIT_PER_MINUTE);
  refuseUnknownRoutes(app);
  letConnectionsGo(app, draining);
  await documentApi(app);
  await addRoutes(app, dependencies);
  return app;
};

const addRoutes = async (app: FastifyInstance, dependencies: AppDependencies): Promise<void> => {
  const { env, log, orders, products, claims, orderQueue, inventoryQueue, now, count, ping, draining } =
    dependencies;
  const operatorToken = env.OPERATOR_TOKEN;
  const cursors = createCursors(env.CURSOR_SECRET ?? secretOfThisProcess(log));
  const watch = createOrderWatch({ snapshots: orders.snapshots, log });
  const streams = createEventStreams({ watch });
  app.addHook('preClose', async () => streams.close());
  app.addHook('onClose', async () => watch.close());

  const requireOrder = createRequireOrder(createAwaitOrder({ orders, watch, now }));
  const findProducts = createCache(
    { load: (ids) => products.find(ids, { latest: true }), edition: products.edition, now },
    catalogueCache,
  );
  const acceptOrder = createAcceptOrder({ findProducts, claims, orderQueue, now, count });

  await app.register(placeOrderRoute({ acceptOrder }));
  await app.register(listOrdersRoute({ orders, cursors }));
  await app.register(getOrderRoute({ requireOrder }));
  await app.register(getOrderEventsRoute({ requireOrder, streams }));
  await app.register(cancelOrderRoute({ requireOrder, orderQueue, now }));
  await app.register(returnOrderRoute({ requireOrder, orderQueue, operatorToken, now }));
  await app.register(listProductsRoute({ products, cursors }));
  await app.register(putProductRoute({ inventoryQueue, operatorToken, now }));
  await app.register(receiveStockRoute({ products, claims, inventoryQueue, operatorToken, now }));
  await addOpsRoutes(app, { operations: dependencies.operations, operatorToken });
  await app.register(healthRoutes({ readiness: createReadiness({ ping, draining, now, log }) }));
  await app.register(pageRoutes({ assets: dependencies.assets }));
};

const createFastify = (log: FastifyBaseLogger, isProxied: boolean): FastifyInstance =>
  Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    childLoggerFactory: requestLogger,
    trustProxy: isProxied && proxies,
    bodyLimit: bodyLimitKib * 1_024,
    requestTimeout: 30_000,
    connectionTimeout: 120_000,
    forceCloseConnections: 'idle',
    // While closing, what still comes in over open connections is served: the load balancer may not know yet.
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    frameworkErrors: answerFrameworkError,
  }).withTypeProvider<TypeBoxTypeProvider>();

/** While the process stops, each answer is the last one on its connection: the next request goes to another process. */
const letConnectionsGo = (app: FastifyInstance, draining: AbortSignal): void => {
  app.addHook('onSend', async (_, reply) => {
    if (draining.aborted) reply.header('connection', 'close');
  });
};

const secretOfThisProcess = (log: FastifyBaseLogger): string => {
  log.info('CURSOR_SECRET is not set: paging cursors are good for this process only');
  return randomBytes(32).toString('hex');
};
