// The storefront's files, read and compressed once at start and served from memory: public/ as it is, client/ with its
// types stripped.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The bytes of a response. `etag` is a strong validator of just these, with its quotes, ready for the header. */
export type Representation = { body: Buffer; etag: string };

/** `gzip` is there where it is smaller. */
export type WebAsset = Representation & { contentType: string; gzip?: Representation };

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};

const relativeImport = /(\bfrom\s+|\bimport\s*\(?\s*)'(\.{1,2}\/[^']+)\.ts'/g;

/** TypeScript → the JavaScript a browser loads: erasable types removed, './x.ts' imported as './x.js'. */
export const toBrowserModule = (source: string): string =>
  stripTypeScriptTypes(source).replace(relativeImport, "$1'$2.js'");

/**
 * Node still announces stripTypeScriptTypes as experimental, once a process, though it runs this very file by the same
 * code. That one announcement is held back while `run` lasts; every other warning passes.
 */
export const withoutStripWarning = <T>(run: () => T): T => {
  const emitWarning = process.emitWarning;
  const filtered = (...args: Parameters<typeof emitWarning>): void => {
    if (!String(args[0]).startsWith('stripTypeScriptTypes')) Reflect.apply(emitWarning, process, args);
  };
  process.emitWarning = filtered as typeof emitWarning;
  try {
    return run();
  } finally {
    process.emitWarning = emitWarning;
  }
};

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const representation = (body: Buffer): Representation => ({
  body,
  etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
});

const toAsset = (path: string, body: Buffer): WebAsset => {
  const contentType = contentTypes[extname(path)];
  if (!contentType) throw new Error(`services/web/assets.ts knows no content type for ${path}`);
  const gzip = gzipSync(body, { level: 9 });
  const isSmaller = gzip.length < body.length;
  return { ...representation(body), contentType, ...(isSmaller && { gzip: representation(gzip) }) };
};

const urlPath = (folder: string, file: string): string => `/${relative(folder, file).split(sep).join('/')}`;

/** Everything a browser may ask for, by URL path: `/` is index.html, `/client/main.js` is client/main.ts. */
export const loadWebAssets = (): Map<string, WebAsset> => {
  const pages = join(import.meta.dirname, 'public');
  const client = join(import.meta.dirname, 'client');
  const assets = new Map<string, WebAsset>();
  for (const file of filesBelow(pages)) {
    const path = urlPath(pages, file);
    assets.set(path === '/index.html' ? '/' : path, toAsset(path, readFileSync(file)));
  }
  withoutStripWarning(() => {
    for (const file of filesBelow(client)) {
      const path = `/client${urlPath(client, file).replace(/\.ts$/, '.js')}`;
      assets.set(path, toAsset(path, Buffer.from(toBrowserModule(readFileSync(file, 'utf8')))));
    }
  });
  return assets;
};
