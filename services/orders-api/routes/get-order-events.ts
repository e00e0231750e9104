// GET /orders/:orderId/events: an order's timeline, at once as JSON, or live as server-sent events.
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { strictObject } from '#contracts/fields.ts';
import { Timeline } from '#contracts/http.ts';
import { isFinal } from '#contracts/order-status.ts';
import { faultyInput } from '../http/problem.ts';
import { OrderParams, type RequireOrder } from '../http/require-order.ts';
import { problems } from '../http/responses.ts';
import type { EventStreams } from '../tracking/event-streams.ts';
import { type Position, parsePosition, start } from '../tracking/timeline-position.ts';
import { isComplete, timelineEvents } from '../tracking/timeline-view.ts';

type Deps = { requireOrder: RequireOrder; streams: EventStreams };

const schema = {
  operationId: 'getOrderEvents',
  summary: 'Follow an order',
  description:
    'As JSON: the timeline so far. As `text/event-stream`: each event as it happens, then `event: end` once nothing more will come. A stream that is resumed after its end answers 204, which tells EventSource to stop.',
  tags: ['Orders'],
  params: OrderParams,
  querystring: strictObject({
    lastEventId: Type.Optional(
      Type.String({ maxLength: 32, description: 'Same as Last-Event-ID, which wins' }),
    ),
  }),
  headers: Type.Object({
    'Last-Event-ID': Type.Optional(
      Type.String({ maxLength: 32, description: 'Goes on after this event: its id, like 7.0' }),
    ),
  }),
  response: {
    200: {
      description: 'The timeline, or a stream of its events',
      content: {
        'application/json': { schema: Timeline },
        'text/event-stream': {
          schema: Type.String({ description: 'Each `data:` is one of `events`, as JSON' }),
        },
      },
    },
    204: { description: 'Everything was seen already and nothing more will come', type: 'null' },
    ...problems([400, 404]),
  },
};

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

export const getOrderEventsRoute =
  ({ requireOrder, streams }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/orders/:orderId/events', { schema }, async (request, reply) => {
      reply.header('vary', 'accept');
      const since = sinceOf(request.headers, request.query.lastEventId);
      const first = await requireOrder(request);
      const { orderId, status } = first.order;
      if (!wantsStream(request.method, request.headers.accept))
        return { orderId, status, final: isFinal(status), events: timelineEvents(first, since) };
      if (since && isComplete(first) && timelineEvents(first, since).length === 0)
        return reply.code(204).send();
      const stream = streams.open({ orderId, first, since: since ?? start });
      return reply.headers(streamHeaders).send(stream);
    });
  };

/** EventSource sends the header when it reconnects; the query is for clients that cannot set headers. */
const sinceOf = (headers: IncomingHttpHeaders, query: string | undefined): Position | undefined => {
  const header = headers['last-event-id'];
  const id = typeof header === 'string' && header !== '' ? header : query;
  if (id === undefined || id === '') return undefined;
  const position = parsePosition(id);
  if (position) return position;
  const detail = 'Last-Event-ID must be the id of an event, like 7.0';
  throw faultyInput(400, [{ pointer: '/Last-Event-ID', detail }], { kind: 'invalid-request' });
};

const wantsStream = (method: string, accept: string | undefined): boolean =>
  method === 'GET' && (accept?.toLowerCase().includes('text/event-stream') ?? false);
