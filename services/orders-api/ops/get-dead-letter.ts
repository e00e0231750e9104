// GET /ops/dead-letters/:queue/:messageId: one dead letter, with all that may be told of it.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { strictObject } from '#contracts/fields.ts';
import { DeadLetterDetail, MessageIdPrefix } from '#contracts/http-ops.ts';
import { operatorOnly } from '../http/operator.ts';
import { json, problems } from '../http/responses.ts';
import { type OpsDeps, opsSchema, QueueParams, queueOf, refusals, refusing } from './operator-route.ts';

const schema = {
  ...opsSchema,
  operationId: 'getDeadLetter',
  summary: 'Get a dead letter',
  params: Type.Object({ ...QueueParams.properties, messageId: MessageIdPrefix }),
  querystring: strictObject({
    withBody: Type.Boolean({
      default: false,
      description: 'true: the body and all attributes too, personal data included',
    }),
  }),
  response: {
    200: json('The dead letter; its data, unless they may be personal', DeadLetterDetail),
    ...problems([401, 403], refusals),
  },
};

export const getDeadLetterRoute =
  ({ operations, operatorToken }: OpsDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const onRequest = operatorOnly(operatorToken);
    app.get('/ops/dead-letters/:queue/:messageId', { schema, onRequest }, (request) => {
      const { params, query, signal } = request;
      const asked = { queue: queueOf(params), id: params.messageId, withBody: query.withBody, signal };
      return refusing(operations.deadLetter(asked));
    });
  };
