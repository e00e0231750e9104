// What the application needs from outside, as the routes see it: made of AWS in server.ts, of memory in tests.
import type { QueueSender } from '#messaging/queue-sender.ts';
import type { Operations } from '#operations/operations.ts';
import type { Env } from '#platform/env.ts';
import type { Logger } from '#platform/logger.ts';
import type { Count } from '#platform/metrics.ts';
import type { RecordSpan } from '#platform/tracer.ts';
import type { WebAsset } from '../web/assets.ts';
import type { ProductReader } from './catalogue/product-reader.ts';
import type { IdempotencyClaims } from './orders/idempotency-claims.ts';
import type { OrderReader } from './orders/order-reader.ts';

export type Sender = Pick<QueueSender, 'send'>;

export type AppDependencies = {
  env: Env;
  log: Logger;
  /** Milliseconds since the epoch. */
  now: () => number;
  count: Count;
  /** Where spans are collected. */
  recordSpan: RecordSpan | undefined;
  orderQueue: Sender;
  inventoryQueue: Sender;
  orders: OrderReader;
  products: ProductReader;
  claims: IdempotencyClaims;
  /** What operators do to queues, dead letters and stuck orders. */
  operations: Operations;
  /** Asks AWS for something small. @throws when there is no answer */
  ping: (signal: AbortSignal) => Promise<unknown>;
  /** The pages, by URL path. */
  assets: ReadonlyMap<string, WebAsset>;
  /** Aborts when the process is to stop: the load balancer should send nothing more. */
  draining: AbortSignal;
};
