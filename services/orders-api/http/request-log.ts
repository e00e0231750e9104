// One log line for each request, and the trace that it belongs to. A request's id is its traceparent: what is sent on its
// behalf continues it, its client gets it back, and its log lines carry the trace and the span. Where spans are collected, it
// is one.
import type { IncomingMessage } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { childTraceparent, traceIdOf } from '#platform/trace.ts';
import type { RecordSpan } from '#platform/tracer.ts';
import { requestSpan } from './request-span.ts';

/** What nginx calls it: the client hung up before it had its answer, as whoever follows an order does. */
const clientClosedRequest = 499;

type Observed = { now: () => number; recordSpan: RecordSpan | undefined };

export const logRequests = (app: FastifyInstance, observed: Observed): void => {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('traceparent', traceparentOf(request));
  });
  app.addHook('preHandler', async (request) => {
    const orderId = namedOrder(request.params);
    if (orderId !== undefined) concernsOrder(request, orderId);
  });
  app.addHook('onResponse', async (request, reply) => {
    logRequest(request, reply);
    recordRequest(observed, request, reply.statusCode, reply.elapsedTime);
  });
  app.addHook('onRequestAbort', async (request) => logRequest(request));
};

const recordRequest = (
  { now, recordSpan }: Observed,
  request: FastifyRequest,
  status: number,
  elapsedMs: number,
): void => {
  const { method, headers } = request;
  const { url: route } = request.routeOptions;
  if (!recordSpan || isHealthCheck(route)) return;
  const endedAt = now();
  const times = { startedAt: endedAt - elapsedMs, endedAt };
  const trace = { traceparent: traceparentOf(request), parent: singleHeader(headers.traceparent) };
  recordSpan(requestSpan({ ...trace, ...times, method, route, status, orderId: ordersOf.get(request) }));
};

/** Orders that requests are about. */
const ordersOf = new WeakMap<FastifyRequest, string>();

/** The order that a path names, once it is validated: what a client makes up must not get into the log. */
const namedOrder = (params: unknown): string | undefined =>
  typeof params === 'object' && params !== null && 'orderId' in params && typeof params.orderId === 'string'
    ? params.orderId
    : undefined;

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

export const isHealthCheck = (route: string | undefined): boolean => route?.startsWith('/health/') ?? false;

/** From here on the request's log lines say which order it is about. */
export const concernsOrder = (request: FastifyRequest, orderId: string): void => {
  ordersOf.set(request, orderId);
  request.log = request.log.child({ orderId });
};

/** Fastify's genReqId: what `traceparentOf` gives. */
export const requestId = ({ headers }: Pick<IncomingMessage, 'headers'>): string =>
  childTraceparent(singleHeader(headers.traceparent));

const singleHeader = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** For what is sent on the request's behalf. */
export const traceparentOf = ({ id }: Pick<FastifyRequest, 'id'>): string => id;

/** Fastify's childLoggerFactory. */
export const requestLogger = (
  log: FastifyBaseLogger,
  { reqId = '' }: { reqId?: string },
): FastifyBaseLogger => log.child({ reqId: spanIdOf(reqId), trace: traceIdOf(reqId) });

const spanIdOf = (traceparent: string): string => traceparent.slice(36, 52);
