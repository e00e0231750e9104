// GET /ops/queues: how much waits, is in flight, and is dead-lettered.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { QueueList } from '#contracts/http-ops.ts';
import { operatorOnly } from '../http/operator.ts';
import { json, problems } from '../http/responses.ts';
import { type OpsDeps, opsSchema } from './operator-route.ts';

const schema = {
  ...opsSchema,
  operationId: 'listQueues',
  summary: 'List queues, and how much is in them',
  description: "Counts are SQS's own: approximate, and up to a minute old.",
  response: { 200: json('The queues', QueueList), ...problems([401, 403]) },
};

export const listQueuesRoute =
  ({ operations, operatorToken }: OpsDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const onRequest = operatorOnly(operatorToken);
    app.get('/ops/queues', { schema, onRequest }, async () => ({ queues: await operations.queues() }));
  };
