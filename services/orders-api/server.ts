// The orders-api service: the application on a port, with AWS behind it, and how it stops.
import { setTimeout as delay } from 'node:timers/promises';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { FastifyInstance } from 'fastify';
import { createQueueSender } from '#messaging/queue-sender.ts';
import { createOperations } from '#operations/operations.ts';
import type { Env } from '#platform/env.ts';
import { createMetrics } from '#platform/metrics.ts';
import type { Runtime, Service } from '#platform/runtime.ts';
import { loadWebAssets } from '../web/assets.ts';
import { createApp } from './app.ts';
import { createProductReader } from './catalogue/product-reader.ts';
import { createIdempotencyClaims } from './orders/idempotency-claims.ts';
import { createOrderReader } from './orders/order-reader.ts';

const name = 'orders-api';

export const service: Service = {
  name,
  start: async (given) => {
    const runtime = { ...given, log: given.log.child({ service: name }) };
    const { env, log, now } = runtime;
    const [orderQueue, inventoryQueue] = await Promise.all([
      createQueueSender(runtime, name, 'order-queue'),
      createQueueSender(runtime, name, 'inventory-queue'),
    ]);
    const draining = new AbortController();
    const { count, stop: stopCounting } = createMetrics(runtime, name);
    const app = await createApp({
      env,
      log,
      now,
      count,
      recordSpan: runtime.tracer?.forService(name),
      orderQueue,
      inventoryQueue,
      orders: createOrderReader(runtime),
      products: createProductReader(runtime),
      claims: createIdempotencyClaims(runtime),
      operations: createOperations(runtime),
      ping: (signal) => ping(runtime, signal),
      assets: loadWebAssets(),
      draining: draining.signal,
    });
    const url = await app.listen({ host: env.HOST, port: env.PORT });
    return {
      url,
      stop: async () => {
        const { lingerMs, closingMs } = stopTimes(env);
        draining.abort();
        await delay(lingerMs);
        await closeWithin(app, closingMs).finally(stopCounting);
        await Promise.all([orderQueue.close(), inventoryQueue.close()]);
      },
    };
  },
};

/**
 * How DRAIN_SECONDS is spent. A load balancer sends on for a moment after a process says that it is not ready: that long
 * it is served. Then open requests have their time; what is left is for the queues.
 */
const stopTimes = ({ TRUST_PROXY, DRAIN_SECONDS }: Env) => {
  const drainMs = DRAIN_SECONDS * 1_000;
  const closingMs = 0.6 * drainMs;
  const lingerMs = TRUST_PROXY ? Math.min(5_000, 0.2 * drainMs) : 0;
  return { lingerMs, closingMs };
};

/** Both that every order needs: the table that it is read from, the queue that it goes to. */
const ping = ({ aws }: Runtime, abortSignal: AbortSignal): Promise<unknown> =>
  Promise.all([
    aws.dynamo.send(new GetCommand({ TableName: aws.tableName('OrdersTable'), Key: { orderId: 'ping' } }), {
      abortSignal,
    }),
    aws.sqs.send(new GetQueueUrlCommand({ QueueName: aws.queueName('order-queue') }), { abortSignal }),
  ]);

/** Requests in flight are finished; connections fall idle one by one and are closed as they do, or all at the deadline. */
const closeWithin = async (app: FastifyInstance, ms: number): Promise<void> => {
  const sweeping = setInterval(() => app.server.closeIdleConnections(), 100);
  const cutting = setTimeout(() => app.server.closeAllConnections(), ms);
  await app.close().finally(() => {
    clearInterval(sweeping);
    clearTimeout(cutting);
  });
};
