// GET /health/live and /health/ready: is the process alive, and may it be sent requests?
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Health } from '#contracts/http.ts';
import { tryAgain } from '../http/problem.ts';
import { json, problems } from '../http/responses.ts';
import type { Readiness } from '../readiness.ts';

export const healthRoutes =
  ({ readiness }: { readiness: Readiness }): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get('/health/live', { schema: schemaOf('live', 'Is the process alive?') }, async () => ({
      status: 'ok',
    }));
    app.get('/health/ready', { schema: schemaOf('ready', 'May it be sent requests?') }, async () => {
      const state = await readiness();
      if (!state.ready) throw tryAgain(state.reason, 2);
      return { status: 'ok' };
    });
  };

const schemaOf = (operationId: string, summary: string) => ({
  operationId,
  summary,
  tags: ['Health'],
  response: { 200: json('Yes', Health), ...problems([], { 503: 'Not now; `message` says why' }) },
});
