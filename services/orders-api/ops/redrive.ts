// POST /ops/dead-letters/:queue/redrive: sends dead letters to their queue again.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { MoveReport, RedriveBody } from '#contracts/http-ops.ts';
import { rates } from '#operations/pace.ts';
import { operatorOnly } from '../http/operator.ts';
import { json, problems } from '../http/responses.ts';
import {
  ActorHeaders,
  actorOf,
  type OpsDeps,
  opsSchema,
  QueueParams,
  queueOf,
  refusals,
  refusing,
} from './operator-route.ts';

const schema = {
  ...opsSchema,
  operationId: 'redriveDeadLetters',
  summary: 'Redrive dead letters of a queue',
  description:
    'All of them, or those that the body selects; at most 100, and `left` says how many are still there. Safe at any time, any number of times: services know what they have done already.',
  headers: ActorHeaders,
  params: QueueParams,
  body: RedriveBody,
  response: {
    200: json('What was moved, message by message', MoveReport),
    ...problems([401, 403, 413, 415], refusals),
  },
};

export const redriveRoute =
  ({ operations, operatorToken }: OpsDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const onRequest = operatorOnly(operatorToken);
    app.post('/ops/dead-letters/:queue/redrive', { schema, onRequest }, ({ params, body, headers }) => {
      const { dryRun, reason, ...selection } = body;
      // Not the request's signal: that aborts once the body is read. The work is bounded.
      const { signal } = new AbortController();
      const actor = actorOf(headers);
      const how = {
        selection,
        dryRun,
        rate: rates.maximum,
        actor,
        signal,
        ...(reason !== undefined && { reason }),
      };
      return refusing(operations.redrive(queueOf(params), how));
    });
  };
