// The pages: every asset at its path, revalidated by ETag each time, so that a deploy shows at once.
import type { FastifyPluginAsync } from 'fastify';
import type { WebAsset } from '../../web/assets.ts';

/** If-None-Match may list several validators, and a proxy may have made them weak. */
const isCurrent = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch?.split(',').some((given) => ['*', etag].includes(given.trim().replace(/^W\//, ''))) ?? false;

export const pageRoutes =
  ({ assets }: { assets: ReadonlyMap<string, WebAsset> }): FastifyPluginAsync =>
  async (app) => {
    for (const [path, { body, contentType, etag }] of assets)
      app.get(path, { schema: { hide: true } }, async (request, reply) => {
        reply.headers({ etag, 'cache-control': 'no-cache' });
        if (isCurrent(request.headers['if-none-match'], etag)) return reply.code(304).send();
        return reply.type(contentType).send(body);
      });
  };
