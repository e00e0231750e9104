// Parts of the OpenAPI document that the routes share: every answer described, every problem in the same form.
import { STATUS_CODES } from 'node:http';
import type { TSchema } from 'typebox';

const described: Record<number, string> = {
  400: 'The request is not valid; `errors` has a JSON pointer to each fault',
  401: 'The operator token is missing or wrong',
  403: 'No operator token is configured',
  404: 'There is no such order',
  413: 'The body is too large',
  415: 'The body is not JSON',
  429: 'Too many requests from this address; `Retry-After` says when to come back',
  500: 'A fault of ours; the trace in it leads to the logs',
  503: 'AWS cannot be reached or too much is waiting; `Retry-After` says when to come back',
};

/** The JSON answer to a request that went well. */
export const json = (description: string, schema: TSchema, headers?: Record<string, object>) => ({
  description,
  ...(headers && { headers }),
  content: { 'application/json': { schema } },
});

type Descriptions = Partial<Record<number, string>>;

/** Answers by status, all of them problem details. Every route can answer 429, 500 and 503. */
export const problems = (statuses: readonly number[], own: Descriptions = {}): Record<number, object> =>
  Object.fromEntries(
    [...new Set([...statuses, ...Object.keys(own).map(Number), 429, 500, 503])].map((status) => [
      status,
      {
        description: own[status] ?? described[status] ?? STATUS_CODES[status],
        content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
      },
    ]),
  );
