// The services that a simulated system runs, each with its real code, and how the simulation starts one.
import { defineWorker, type Worker } from '#messaging/define-worker.ts';
import { createQueueSender, type QueueSender } from '#messaging/queue-sender.ts';
import { silentMetrics } from '#platform/metrics.ts';
import type { RunningService, Runtime } from '#platform/runtime.ts';
import { ownQueueNames } from '#platform/topology.ts';
import { service as inventory } from '../../services/inventory/worker.ts';
import { service as notification } from '../../services/notification/worker.ts';
import { service as orders } from '../../services/orders/worker.ts';
import { createProductReader } from '../../services/orders-api/catalogue/product-reader.ts';
import { type AcceptOrder, createAcceptOrder } from '../../services/orders-api/orders/accept-order.ts';
import { createIdempotencyClaims } from '../../services/orders-api/orders/idempotency-claims.ts';
import { service as payment } from '../../services/payment/worker.ts';
import { service as shipping } from '../../services/shipping/worker.ts';
import { simulatedPolling } from './polling.ts';

/** `endPolls` ends the long polls of the process, when it stops. */
export type ServiceStart = (runtime: Runtime, endPolls: () => void) => Promise<RunningService>;

/** What customers reach: the API without its HTTP, which has nothing to do with orders getting lost. */
export type Api = RunningService & { acceptOrder: AcceptOrder; send: QueueSender['send'] };

/** Without the queues that AWS writes to: no order's way leads through them. */
const worker = ({ name, compose }: Worker): ServiceStart => {
  const isOwn = ([queue]: [string, unknown]) => (ownQueueNames as string[]).includes(queue);
  const service = defineWorker(name, (runtime) =>
    Object.fromEntries(Object.entries(compose(runtime)).filter(isOwn)),
  );
  return (runtime, endPolls) => service.startWith(runtime, simulatedPolling(endPolls));
};

const startApi = async (runtime: Runtime): Promise<Api> => {
  const { now } = runtime;
  const { count } = silentMetrics;
  const orderQueue = await createQueueSender(runtime, 'orders-api', 'order-queue');
  const { find } = createProductReader(runtime);
  const claims = createIdempotencyClaims(runtime);
  return {
    acceptOrder: createAcceptOrder({ findProducts: find, claims, orderQueue, now, count }),
    send: orderQueue.send,
    stop: orderQueue.close,
  };
};

export const apiName = 'orders-api';

export const serviceStarts: Record<string, ServiceStart> = {
  [apiName]: startApi,
  orders: worker(orders),
  payment: worker(payment),
  inventory: worker(inventory),
  shipping: worker(shipping),
  notification: worker(notification),
};
