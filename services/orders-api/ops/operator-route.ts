// What the operators' routes under /ops have in common: the token, the name of who acts, refusals, and their document.
import type { IncomingHttpHeaders } from 'node:http';
import { Type } from 'typebox';
import { OperatorName } from '#contracts/http-ops.ts';
import { OperationRefused } from '#operations/operation-refused.ts';
import type { Operations } from '#operations/operations.ts';
import { queueNamed } from '#operations/queue-names.ts';
import type { QueueName } from '#platform/topology.ts';
import { faultyInput, ProblemError } from '../http/problem.ts';

export type OpsDeps = { operations: Operations; operatorToken: string | undefined };

export const opsSchema = { tags: ['Operations'], security: [{ operator: [] }] };

/** Whoever changes something says who they are. */
export const ActorHeaders = Type.Object({ 'x-operator': OperatorName });

/** After the headers were validated. */
export const actorOf = (headers: IncomingHttpHeaders): string => String(headers['x-operator']);

const QueueParam = Type.String({
  minLength: 1,
  maxLength: 80,
  description: 'A queue, or its dead-letter queue',
  examples: ['payment-queue'],
});
export const QueueParams = Type.Object({ queue: QueueParam });

/** @throws ProblemError 404 that names the queues */
export const queueOf = ({ queue }: { queue: string }): QueueName => {
  try {
    return queueNamed(queue);
  } catch (error) {
    throw asProblem(error);
  }
};

/** Passes on what the operation resolves to. @throws ProblemError where it refuses */
export const refusing = async <Result>(operation: Promise<Result>): Promise<Result> => {
  try {
    return await operation;
  } catch (error) {
    throw asProblem(error);
  }
};

const asProblem = (error: unknown): unknown => {
  if (!(error instanceof OperationRefused)) return error;
  if (error.kind === 'notFound') return new ProblemError(404, error.message);
  const pointer = error.kind === 'ambiguous' ? '/only' : '/reason';
  return faultyInput(400, [{ pointer, detail: error.message }], { kind: 'invalid-request' });
};

export const refusals = {
  400: 'The request is not valid, or `only` can mean several messages; `errors` has a JSON pointer to each fault',
  404: 'There is no such queue, or no such message in it; `message` names the queues',
};
