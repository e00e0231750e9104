// Reads a JSON body: UTF-8 or nothing, and no keys that could reach an object's prototype.
import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problem.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Instead of Fastify's own parsers: theirs reads text/plain as well, and puts U+FFFD where the bytes are broken. */
export const parseJsonOnly = (app: FastifyInstance): void => {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) =>
    parse(request, decode(body), done),
  );
};

const decode = (body: Buffer): string => {
  try {
    return utf8.decode(body);
  } catch {
    throw new ProblemError(400, 'The body is not valid UTF-8');
  }
};
