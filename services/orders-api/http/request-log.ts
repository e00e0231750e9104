// One log line for each request, and the trace that it belongs to. A request's id is its traceparent: what is sent on its
// behalf continues it, its client gets it back, and its log lines carry the trace and the span.
import type { IncomingMessage } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { childTraceparent, traceIdOf } from '#platform/trace.ts';

export const requestId = ({ headers }: Pick<IncomingMessage, 'headers'>): string => {
  const { traceparent } = headers;
  return childTraceparent(typeof traceparent === 'string' ? traceparent : undefined);
};

const spanIdOf = (traceparent: string): string => traceparent.slice(36, 52);

/** Fastify's childLoggerFactory. */
export const requestLogger = (
  log: FastifyBaseLogger,
  { reqId = '' }: { reqId?: string },
): FastifyBaseLogger => log.child({ reqId: spanIdOf(reqId), trace: traceIdOf(reqId) });

/** From here on the request's log lines say which order it is about. */
export const concernsOrder = (request: FastifyRequest, orderId: string): void => {
  request.log = request.log.child({ orderId });
};

export const isHealthCheck = (route: string | undefined): boolean => route?.startsWith('/health/') ?? false;

/** What nginx calls it: the client hung up before it had its answer, as whoever follows an order does. */
const clientClosedRequest = 499;

/** The route's pattern and never the URL: a query can hold a customer's address. */
export const logRequest = (
  { method, routeOptions, log }: FastifyRequest,
  reply?: Pick<FastifyReply, 'statusCode' | 'elapsedTime'>,
): void => {
  const status = reply?.statusCode ?? clientClosedRequest;
  const ms = reply && Math.round(reply.elapsedTime * 10) / 10;
  const route = routeOptions.url ?? 'none';
  // A load balancer asks every few seconds.
  log[isHealthCheck(route) ? 'debug' : 'info']({ method, route, status, ms }, 'request');
};

export const logRequests = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('traceparent', request.id);
  });
  app.addHook('onResponse', async (request, reply) => logRequest(request, reply));
  app.addHook('onRequestAbort', async (request) => logRequest(request));
};
