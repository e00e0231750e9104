// Reads a JSON body: UTF-8 or nothing, and no keys that could reach an object's prototype.
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problem.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Instead of Fastify's own parsers: theirs reads text/plain as well, and puts U+FFFD where the bytes are broken. */
export const parseJsonOnly = (app: FastifyInstance): void => {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    assertPlainUtf8(request.headers);
    // A route that takes no body is often called with the content type all the same.
    if (body.length === 0 && !request.routeOptions.schema?.body) done(null, undefined);
    else parse(request, decode(body), done);
  });
};

const assertPlainUtf8 = (headers: IncomingHttpHeaders): void => {
  const { 'content-encoding': encoding = 'identity', 'content-type': type = '' } = headers;
  if (encoding.toLowerCase() !== 'identity')
    throw new ProblemError(415, `Send the body as it is, without Content-Encoding: ${encoding.slice(0, 40)}`);
  const charset = /;\s*charset="?([^\s;"]+)/i.exec(type)?.[1] ?? 'utf-8';
  if (charset.toLowerCase() !== 'utf-8')
    throw new ProblemError(415, `Send the body in UTF-8, not in ${charset.slice(0, 40)}`);
};

const decode = (body: Buffer): string => {
  try {
    return utf8.decode(body);
  } catch {
    throw new ProblemError(400, 'The body is not valid UTF-8');
  }
};
