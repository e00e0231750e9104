// Headers that keep browsers from doing what the pages never ask for, and the limit for each client address.
import { fastifyHelmet } from '@fastify/helmet';
import { fastifyRateLimit } from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problem.ts';
import { isHealthCheck } from './request-log.ts';

/**
 * Nothing here may need TLS or a trusted origin: the same process serves http://localhost and, behind a load balancer
 * that ends TLS and sends HSTS itself, the world.
 */
const helmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
} as const;

export const secure = async (app: FastifyInstance): Promise<void> => {
  await app.register(fastifyHelmet, helmetOptions);
  // Orders are personal, and change by the second. What may be kept says so itself.
  app.addHook('onRequest', async (_, reply) => {
    reply.header('cache-control', 'no-store');
  });
};

/**
 * Counts every request, also those that lead nowhere; health checks apart, which must not fail for being frequent, and
 * routes with `rateLimit: false`, which cost next to nothing.
 */
export const limitRates = async (app: FastifyInstance, perMinute: number): Promise<void> => {
  await app.register(fastifyRateLimit, {
    global: false,
    max: perMinute,
    timeWindow: 60_000,
    errorResponseBuilder: (_, { after }) => new ProblemError(429, `Too many requests; come back in ${after}`),
  });
  const limit = app.rateLimit();
  app.addHook('onRequest', async function limitRate(request, reply) {
    const { url, config } = request.routeOptions;
    if (!isHealthCheck(url) && config.rateLimit !== false) await limit.call(this, request, reply);
  });
};
