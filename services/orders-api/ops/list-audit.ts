// GET /ops/audit: who did what, when and why.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { strictObject } from '#contracts/fields.ts';
import { AuditList, Month } from '#contracts/http-ops.ts';
import { operatorOnly } from '../http/operator.ts';
import { PageLimit } from '../http/paging.ts';
import { json, problems } from '../http/responses.ts';
import { type OpsDeps, opsSchema } from './operator-route.ts';

const schema = {
  ...opsSchema,
  operationId: 'listAudit',
  summary: 'List what operators did, newest first',
  querystring: strictObject({ month: Type.Optional(Month), limit: PageLimit }),
  response: { 200: json('Records of a month', AuditList), ...problems([400, 401, 403]) },
};

export const listAuditRoute =
  ({ operations, operatorToken }: OpsDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const onRequest = operatorOnly(operatorToken);
    app.get('/ops/audit', { schema, onRequest }, ({ query: { month, limit } }) =>
      operations.audit({ limit, ...(month !== undefined && { month }) }),
    );
  };
