// The storefront as it is served: complete, self-contained, and within what a strict Content-Security-Policy allows.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { loadWebAssets, toBrowserModule, withoutStripWarning } from './assets.ts';

const assets = loadWebAssets();
const textOf = (path: string): string => assets.get(path)?.body.toString() ?? '';
const page = textOf('/');
const modules = [...assets.keys()].filter((path) => path.startsWith('/client/'));
const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

describe('the served files', () => {
  test('the page is at / and each file has its content type and a strong validator', () => {
    expect(assets.get('/')?.contentType).toBe('text/html; charset=utf-8');
    expect(assets.get('/client/main.js')?.contentType).toBe('text/javascript; charset=utf-8');
    expect(assets.get('/styles/base.css')?.contentType).toBe('text/css; charset=utf-8');
    for (const { etag } of assets.values()) expect(etag).toMatch(/^"[\w-]{22}"$/);
  });

  test('each is compressed where that makes it smaller, under a validator of its own', () => {
    for (const [path, { body, etag, gzip }] of assets) {
      expect(gzip ? gunzipSync(gzip.body) : body, path).toEqual(body);
      expect(gzip?.body.length ?? 0, path).toBeLessThan(body.length);
      expect(gzip?.etag, path).not.toBe(etag);
    }
    expect(assets.get('/styles/base.css')?.gzip?.etag).toMatch(/^"[\w-]{22}"$/);
  });

  test('whatever the page refers to is served', () => {
    for (const path of matches(page, /(?:src|href)="(\/[^"]*)"/g))
      if (path !== '/docs') expect(assets.has(path), path).toBe(true);
  });

  test('whatever a module imports is served', () => {
    for (const path of modules)
      for (const target of matches(textOf(path), /\bfrom '([^']+)'/g))
        expect(assets.has(new URL(target, `http://host${path}`).pathname), `${target} in ${path}`).toBe(true);
  });

  test('the page preloads every module, so that none waits for another', () => {
    const preloaded = matches(page, /rel="modulepreload" href="([^"]+)"/g);
    expect([...preloaded, '/client/main.js'].sort()).toEqual(modules.sort());
  });

  test('nothing is asked of another site', () => {
    for (const [path, { body }] of assets)
      expect(body.toString().replaceAll('http://www.w3.org/2000/svg', ''), path).not.toMatch(/https?:\/\//);
  });

  test('nothing is inline: no script, no style, no handler', () => {
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/);
    for (const path of modules)
      expect(textOf(path), path).not.toMatch(/innerHTML|insertAdjacentHTML|\beval\(/);
  });

  test('the whole shop is less than 36 KB on its way', () => {
    const total = [...assets.values()].reduce((sum, { body, gzip }) => sum + (gzip?.body ?? body).length, 0);
    expect(total).toBeLessThan(36_000);
  });
});

describe('a client module on its way to the browser', () => {
  test('loses its types, and imports its neighbors as .js', () => {
    const source = "import { type A, b } from './b.ts';\nexport const c = (d: A): string => b(d);\n";
    const module = toBrowserModule(source);
    expect(module).toMatch(/from '\.\/b\.js'/);
    expect(module).not.toMatch(/\bA\b|: string/);
  });

  test('loading announces nothing on stderr', async () => {
    const load = `import { loadWebAssets } from ${JSON.stringify(join(import.meta.dirname, 'assets.ts'))}; loadWebAssets();`;
    const { stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', load]);
    expect(stderr).toBe('');
  });

  test('other warnings pass while that one is held back', async () => {
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    withoutStripWarning(() => process.emitWarning('the disk is nearly full'));
    expect((await warned).message).toBe('the disk is nearly full');
  });
});
