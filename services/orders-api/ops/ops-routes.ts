// All routes under /ops, in the order in which the document lists them.
import type { FastifyInstance } from 'fastify';
import { discardRoute } from './discard.ts';
import { getDeadLetterRoute } from './get-dead-letter.ts';
import { listAuditRoute } from './list-audit.ts';
import { listDeadLettersRoute } from './list-dead-letters.ts';
import { listQueuesRoute } from './list-queues.ts';
import type { OpsDeps } from './operator-route.ts';
import { redriveRoute } from './redrive.ts';
import { resumeOrderRoute } from './resume-order.ts';

export const addOpsRoutes = async (app: FastifyInstance, deps: OpsDeps): Promise<void> => {
  await app.register(listQueuesRoute(deps));
  await app.register(listDeadLettersRoute(deps));
  await app.register(getDeadLetterRoute(deps));
  await app.register(redriveRoute(deps));
  await app.register(discardRoute(deps));
  await app.register(resumeOrderRoute(deps));
  await app.register(listAuditRoute(deps));
};
