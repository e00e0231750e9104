// The order that a path names as `:orderId`: found, or answered with 404.
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { OrderId } from '#contracts/fields.ts';
import type { KnownOrder } from '../orders/order-reader.ts';
import type { AwaitOrder } from '../tracking/await-order.ts';
import { ProblemError } from './problem.ts';

export const OrderParams = Type.Object({ orderId: OrderId });

type OrderRequest = Pick<FastifyRequest<{ Params: Static<typeof OrderParams> }>, 'params' | 'signal'>;

/** Waits for an order that was accepted a moment ago. @throws ProblemError 404 */
export type RequireOrder = (request: OrderRequest) => Promise<KnownOrder>;

export const createRequireOrder =
  (awaitOrder: AwaitOrder): RequireOrder =>
  async (request) => {
    const { orderId } = request.params;
    // Fastify makes a request's signal, and listens for its end, when it is first asked for: few requests wait.
    const found = await awaitOrder(orderId, () => request.signal);
    if (found) return found;
    // `Retry-After`, because the order may be one that still waits in the queue.
    throw new ProblemError(404, `There is no order ${orderId}, or not yet`, {
      headers: { 'retry-after': '1' },
    });
  };
