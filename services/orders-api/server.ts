// The orders-api service: the application on a port, with AWS behind it, and how it stops.
import { setTimeout as delay } from 'node:timers/promises';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { FastifyInstance } from 'fastify';
import { createQueueSender } from '#messaging/queue-sender.ts';
import type { Env } from '#platform/env.ts';
import type { Runtime, Service } from '#platform/runtime.ts';
import { loadWebAssets } from '../web/assets.ts';
import { createApp } from './app.ts';
import { createProductStore } from './catalogue/product-store.ts';
import { createClaimStore } from './orders/claim-store.ts';
import { createOrderStore } from './orders/order-store.ts';

const name = 'orders-api';

/** A load balancer sends on for a moment after a process says that it is not ready: long enough to be served. */
const lingerMs = (env: Env): number => (env.TRUST_PROXY ? Math.min(5_000, env.DRAIN_SECONDS * 200) : 0);

/** What is left of DRAIN_SECONDS for the queues once this much has gone to open requests. */
const closingMs = (env: Env): number => env.DRAIN_SECONDS * 600;

export const service: Service = {
  name,
  start: async (given) => {
    const runtime = { ...given, log: given.log.child({ service: name }) };
    const { env, aws, log, now, random } = runtime;
    const [orderQueue, inventoryQueue] = await Promise.all([
      createQueueSender(runtime, name, 'order-queue'),
      createQueueSender(runtime, name, 'inventory-queue'),
    ]);
    const draining = new AbortController();
    const app = await createApp({
      ...{ env, log, now, orderQueue, inventoryQueue },
      orders: createOrderStore(aws, random),
      products: createProductStore(aws, random),
      claims: createClaimStore(aws),
      ping: (signal) => ping(runtime, signal),
      assets: loadWebAssets(),
      draining: draining.signal,
    });
    const url = await app.listen({ host: env.HOST, port: env.PORT });
    return {
      url,
      stop: async () => {
        draining.abort();
        await delay(lingerMs(env));
        await closeWithin(app, closingMs(env));
        await Promise.all([orderQueue.close(), inventoryQueue.close()]);
      },
    };
  },
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
