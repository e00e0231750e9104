// The door to the operator's routes: a bearer token that the environment sets. Without one the routes stay shut.
import { timingSafeEqual } from 'node:crypto';
import type { onRequestHookHandler } from 'fastify';
import { sha256 } from '#platform/ids.ts';
import { ProblemError } from './problem.ts';

/** An onRequest hook: nobody's body is read before the token was. */
export const operatorOnly =
  (expected: string | undefined): onRequestHookHandler =>
  async (request) => {
    if (expected === undefined)
      throw new ProblemError(
        403,
        'Operator routes are shut: set OPERATOR_TOKEN in the environment of orders-api',
      );
    const token = bearerOf(request.headers.authorization);
    if (token === undefined)
      throw unauthorized('Send Authorization: Bearer <OPERATOR_TOKEN>', 'Bearer realm="operator"');
    if (!isSame(token, expected))
      throw unauthorized('This is not the operator token', 'Bearer realm="operator", error="invalid_token"');
  };

const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer +([\x21-\x7e]{1,512}) *$/i.exec(authorization ?? '')?.[1];

/** Hashes are of one length, and comparing them takes the same time wherever they differ. */
const isSame = (given: string, expected: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(expected)));

const unauthorized = (detail: string, challenge: string): ProblemError =>
  new ProblemError(401, detail, { headers: { 'www-authenticate': challenge } });
