// The one place where an error becomes a response.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { traceIdOf } from '#platform/trace.ts';
import { type ProblemError, problemBody } from './problem.ts';
import { logRequest, traceparentOf } from './request-log.ts';
import { toProblem } from './to-problem.ts';

export const sendProblem = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const problem = toProblem(error);
  logFailure(problem, request);
  const detail = withTrace(problem, request);
  const body = { ...problemBody(problem, pathOf(request.url)), detail, message: detail };
  return reply
    .code(problem.statusCode)
    .headers(problem.options.headers ?? {})
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(body);
};

/** For URLs that Fastify cannot route: no hook runs for them, so what hooks do is done here. */
export const answerFrameworkError = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
  sendProblem(error, request, reply.header('traceparent', traceparentOf(request)));
  logRequest(request, reply);
};

const logFailure = (problem: ProblemError, request: FastifyRequest): void => {
  const { statusCode, options, message } = problem;
  if (statusCode === 500) request.log.error({ err: options.cause ?? problem }, 'request failed');
  else if (statusCode > 500) request.log.warn({ err: options.cause }, message);
};

/** Who calls about a failure can quote its trace; whoever looks finds it in the logs. */
const withTrace = (problem: ProblemError, request: FastifyRequest): string =>
  problem.statusCode === 500
    ? `${problem.message}. Trace: ${traceIdOf(traceparentOf(request))}`
    : problem.message;

/** The path without its query, which may hold a customer's address. */
const pathOf = (url: string): string => (url.split('?', 1)[0] ?? '').slice(0, 200).toWellFormed();
