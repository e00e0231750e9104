// POST /ops/orders/:orderId/resume: has a stuck order taken up again where it stands.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { ResumeBody, Resumed } from '#contracts/http-ops.ts';
import { operatorOnly } from '../http/operator.ts';
import { traceparentOf } from '../http/request-log.ts';
import { OrderParams } from '../http/require-order.ts';
import { json, problems } from '../http/responses.ts';
import { ActorHeaders, actorOf, type OpsDeps, opsSchema, refusing } from './operator-route.ts';

const schema = {
  ...opsSchema,
  operationId: 'resumeOrder',
  summary: 'Resume a stuck order',
  description:
    'Every service tells again what it knows of the order, so that a step that was lost is taken. Harmless where nothing was.',
  headers: ActorHeaders,
  params: OrderParams,
  body: ResumeBody,
  response: {
    202: json('Accepted; the timeline tells what came of it', Resumed),
    ...problems([400, 401, 403, 404, 413, 415]),
  },
};

export const resumeOrderRoute =
  ({ operations, operatorToken }: OpsDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const onRequest = operatorOnly(operatorToken);
    app.post('/ops/orders/:orderId/resume', { schema, onRequest }, async (request, reply) => {
      const { orderId } = request.params;
      const { reason } = request.body;
      const why = reason === undefined ? {} : { reason };
      const traceparent = traceparentOf(request);
      const actor = actorOf(request.headers);
      const resumed = await refusing(operations.resume({ orderId, actor, traceparent, ...why }));
      reply.code(202);
      return resumed;
    });
  };
