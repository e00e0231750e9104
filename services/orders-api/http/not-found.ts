// Paths and methods that lead nowhere: 404; 405 with Allow where the path is right and the method wrong; OPTIONS is
// answered. All of it before a body is read.
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { ProblemError } from './problem.ts';

type KnownPath = { form: RegExp; methods: Set<string> };

export const refuseUnknownRoutes = (app: FastifyInstance): void => {
  const paths = collectPaths(app);
  const allowed = ({ url }: FastifyRequest): string[] => {
    const path = url.split('?', 1)[0] ?? '';
    const methods = [...paths.values()].flatMap((known) => (known.form.test(path) ? [...known.methods] : []));
    return [...new Set(methods)].sort();
  };
  // For routes that find nothing themselves, such as those of Swagger UI's files.
  app.setNotFoundHandler(() => {
    throw nothingHere();
  });
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return;
    const allow = allowed(request).join(', ');
    if (allow === '') throw nothingHere();
    if (request.method === 'OPTIONS') return reply.code(204).header('allow', allow).send();
    throw new ProblemError(405, `${request.method} is not possible here; possible: ${allow}`, {
      headers: { allow },
    });
  });
};

/** Learns the paths from the routes as they are added: to be called before them. */
const collectPaths = (app: FastifyInstance): Map<string, KnownPath> => {
  const paths = new Map<string, KnownPath>();
  app.addHook('onRoute', ({ url, method }: RouteOptions) => {
    const path = paths.get(url) ?? { form: formOf(url), methods: new Set(['OPTIONS']) };
    for (const one of [method].flat()) path.methods.add(one);
    paths.set(url, path);
  });
  return paths;
};

/** '/orders/:orderId' → matches '/orders/x', not '/orders/x/events' */
const formOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/:[^/]+/g, '[^/]+')
      .replaceAll('*', '.*')}$`,
  );

const nothingHere = () => new ProblemError(404, 'There is nothing at this path; see /docs for what there is');
