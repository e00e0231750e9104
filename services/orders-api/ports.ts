// What the service needs from outside, as the routes see it: made of AWS in server.ts, of memory in tests.
import type { QueueSender } from '#messaging/queue-sender.ts';
import type { Env } from '#platform/env.ts';
import type { Logger } from '#platform/logger.ts';
import type { WebAsset } from '../web/assets.ts';
import type { ProductStore } from './catalogue/product-store.ts';
import type { ClaimStore } from './orders/claim-store.ts';
import type { OrderStore } from './orders/order-store.ts';

export type Sender = Pick<QueueSender, 'send'>;

export type Ports = {
  env: Env;
  log: Logger;
  /** Milliseconds since the epoch. */
  now: () => number;
  orderQueue: Sender;
  inventoryQueue: Sender;
  orders: OrderStore;
  products: ProductStore;
  claims: ClaimStore;
  /** Asks AWS for something small. @throws when there is no answer */
  ping: (signal: AbortSignal) => Promise<unknown>;
  /** The pages, by URL path. */
  assets: ReadonlyMap<string, WebAsset>;
  /** Aborts when the process is to stop: the load balancer should send nothing more. */
  draining: AbortSignal;
};
