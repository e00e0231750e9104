// The pages: every asset at its path, compressed for who takes it, revalidated by ETag each time, so that a deploy shows
// at once.
import type { FastifyPluginAsync } from 'fastify';
import type { Representation, WebAsset } from '../../web/assets.ts';

/** 'gzip;q=0.5' → ['gzip', 0.5] */
const weightOf = (coding: string): [name: string, weight: number] => {
  const [name = '', ...parameters] = coding.split(';').map((part) => part.trim());
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  return [name, weight ? Number(weight.slice(2)) : 1];
};

/** RFC 9110, 12.5.3: a weight of 0 refuses a coding, and `*` stands for each that is not named. */
const acceptsGzip = (acceptEncoding: string | undefined): boolean => {
  const weights = new Map((acceptEncoding ?? '').toLowerCase().split(',').map(weightOf));
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
};

const choose = ({ body, etag, gzip }: WebAsset, acceptEncoding: string | undefined) =>
  gzip && acceptsGzip(acceptEncoding) ? { ...gzip, encoding: 'gzip' } : { body, etag, encoding: undefined };

/** If-None-Match may list several validators, and a proxy may have made them weak. */
const isCurrent = (ifNoneMatch: string | undefined, { etag }: Representation): boolean =>
  ifNoneMatch?.split(',').some((given) => ['*', etag].includes(given.trim().replace(/^W\//, ''))) ?? false;

/** A visit takes dozens of these, at once and from memory: none counts against the visitor's limit. */
const options = { schema: { hide: true }, config: { rateLimit: false } } as const;

export const pageRoutes =
  ({ assets }: { assets: ReadonlyMap<string, WebAsset> }): FastifyPluginAsync =>
  async (app) => {
    for (const [path, asset] of assets)
      app.get(path, options, async ({ headers }, reply) => {
        const chosen = choose(asset, headers['accept-encoding']);
        reply.headers({ etag: chosen.etag, vary: 'accept-encoding', 'cache-control': 'no-cache' });
        if (isCurrent(headers['if-none-match'], chosen)) return reply.code(304).send();
        if (chosen.encoding) reply.header('content-encoding', chosen.encoding);
        return reply.type(asset.contentType).send(chosen.body);
      });
  };
