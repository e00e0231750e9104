// Pure: any error that a request can end with → the problem that its client gets. What is ours stays ours: a 5xx says
// nothing of its cause, a 4xx says what to change.
import { STATUS_CODES } from 'node:http';
import { Overloaded } from '#platform/batcher.ts';
import { ProblemError, tryAgain } from './problem.ts';
import { isUnavailable } from './unavailable.ts';

/** Kilobytes; ten times the largest order that anybody should send. */
export const bodyLimitKib = 64;

/** What Fastify and its plugins throw, by code: it says too little for a client, or too much. */
const frameworkProblems: Record<string, [status: number, detail: string]> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'The body is empty; send a JSON object'],
  FST_ERR_CTP_INVALID_JSON_BODY: [
    400,
    'The body is not valid JSON, or has a key that JSON here may not have: __proto__',
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'The body is not as long as Content-Length says'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'Send the body as Content-Type: application/json'],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, `The body is larger than ${bodyLimitKib} KiB`],
  FST_ERR_BAD_URL: [400, 'The path is not a valid URL'],
  FST_ERR_MAX_PARAM_LENGTH: [414, 'A part of the path is too long'],
};

export const toProblem = (error: unknown): ProblemError => {
  if (error instanceof ProblemError) return error;
  if (error instanceof Overloaded)
    return tryAgain('Too much is waiting to be sent; try again in a second', 1, error);
  if (typeof error === 'object' && error !== null) {
    const known = frameworkProblems[codeOf(error)];
    if (known) return new ProblemError(...known);
    // Before the network's errors: a client that hangs up while it sends is an ECONNRESET as well, with status 400.
    const status = clientStatusOf(error);
    if (status !== undefined) return new ProblemError(status, clientFault(status));
  }
  if (isUnavailable(error)) return tryAgain('A service that this one needs cannot be reached', 2, error);
  return new ProblemError(500, 'Something went wrong on our side', { cause: error });
};

const codeOf = (error: object): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';

/** The status that an error of Fastify's or a plugin's asks for, if it is a 4xx. */
const clientStatusOf = (error: object): number | undefined =>
  'statusCode' in error &&
  typeof error.statusCode === 'number' &&
  error.statusCode >= 400 &&
  error.statusCode < 500
    ? error.statusCode
    : undefined;

const clientFault = (status: number): string =>
  `The request cannot be served: ${(STATUS_CODES[status] ?? 'bad request').toLowerCase()}`;
