// GET /ops/dead-letters: what could not be handled, and why.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { strictObject } from '#contracts/fields.ts';
import { DeadLetterList } from '#contracts/http-ops.ts';
import { operatorOnly } from '../http/operator.ts';
import { PageLimit } from '../http/paging.ts';
import { json, problems } from '../http/responses.ts';
import { type OpsDeps, opsSchema, QueueParams, queueOf, refusals, refusing } from './operator-route.ts';

const schema = {
  ...opsSchema,
  operationId: 'listDeadLetters',
  summary: 'List dead letters, with the reason for which each failed',
  description:
    'Of one queue or of all, oldest failure first; without bodies. SQS cannot be browsed: messages are received and handed back, at most 1,000 of a queue, and nobody else sees them for that moment. `mayBeMore` says that not all are here.',
  querystring: strictObject({
    queue: Type.Optional(QueueParams.properties.queue),
    limit: PageLimit,
  }),
  response: {
    200: json('Dead letters', DeadLetterList),
    ...problems([400, 401, 403], { 404: refusals[404] }),
  },
};

export const listDeadLettersRoute =
  ({ operations, operatorToken }: OpsDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const onRequest = operatorOnly(operatorToken);
    app.get('/ops/dead-letters', { schema, onRequest }, ({ query, signal }) => {
      const { queue, limit } = query;
      const of = queue === undefined ? {} : { queue: queueOf({ queue }) };
      return refusing(operations.deadLetters({ ...of, limit, signal }));
    });
  };
