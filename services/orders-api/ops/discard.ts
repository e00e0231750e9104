// POST /ops/dead-letters/:queue/discard: deletes dead letters for good.
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import { DiscardBody, MoveReport } from '#contracts/http-ops.ts';
import { operatorOnly } from '../http/operator.ts';
import { faultyInput } from '../http/problem.ts';
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
  operationId: 'discardDeadLetters',
  summary: 'Discard dead letters of a queue',
  description:
    'For good: one by its id, or all, confirmed by `yes`; at most 100, and `left` says how many are still there. The audit keeps what they were about and why they failed, not what was in them.',
  headers: ActorHeaders,
  params: QueueParams,
  body: DiscardBody,
  response: {
    200: json('What was discarded, message by message', MoveReport),
    ...problems([401, 403, 413, 415], refusals),
  },
};

export const discardRoute =
  ({ operations, operatorToken }: OpsDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const onRequest = operatorOnly(operatorToken);
    app.post('/ops/dead-letters/:queue/discard', { schema, onRequest }, ({ params, body, headers }) => {
      const queue = queueOf(params);
      assertClear(body);
      const { only, limit, reason } = body;
      const selection = { limit, ...(only !== undefined && { only }) };
      const { signal } = new AbortController();
      return refusing(operations.discard(queue, { selection, reason, actor: actorOf(headers), signal }));
    });
  };

/** @throws ProblemError 400 unless it is clear what is to be deleted */
const assertClear = ({ only, all, yes }: Static<typeof DiscardBody>): void => {
  if ((only === undefined) === (all === undefined))
    throw unclear('/only', 'Give either only, the id of a message, or all: true with yes: true');
  if (all && !yes)
    throw unclear('/yes', 'all: true discards every dead letter of the queue, for good: add yes: true');
};

const unclear = (pointer: string, detail: string) =>
  faultyInput(400, [{ pointer, detail }], { kind: 'invalid-request' });
