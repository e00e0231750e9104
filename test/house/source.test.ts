// The rules of CONTRIBUTING.md that a machine can check: who may import whom, how long a file is, how it opens.
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFiles, read } from './source-files.ts';

const ceiling = 250;
const sources = projectFiles('*.ts');
const code = sources.filter((path) => !path.endsWith('.test.ts'));

const importsOf = (path: string): string[] =>
  [...read(path).matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].map(([, specifier]) =>
    normalize(join(dirname(path), specifier ?? '')),
  );

const folderOf = (path: string): string => path.split('/').slice(0, 2).join('/');

describe('a service', () => {
  /** orders-api serves the pages. */
  const allowed = ['services/orders-api/ → services/web/assets.ts'];
  const crossings = code
    .filter((path) => /^services\/[^/]+\//.test(path))
    .flatMap((path) => importsOf(path).map((target) => ({ path, target })))
    .filter(({ path, target }) => folderOf(path) !== folderOf(target))
    .filter(({ target }) => !target.endsWith('topology.json'))
    .filter(({ path, target }) => !allowed.includes(`${folderOf(path)}/ → ${target}`));

  it('imports itself, and what is shared by its alias, never another service', () => {
    expect(crossings).toEqual([]);
  });
});

describe('what is shared', () => {
  const layers = ['contracts', 'platform', 'messaging'];
  const upward = code
    .filter((path) => path.startsWith('services/shared/'))
    .flatMap((path) =>
      [...read(path).matchAll(/from '#(\w+)\//g)].map(([, layer]) => ({ path, layer: layer ?? '' })),
    )
    .filter(({ path, layer }) => layers.indexOf(layer) > layers.indexOf(path.split('/')[2] ?? ''));

  it('imports downward only: messaging on platform on contracts', () => {
    expect(upward).toEqual([]);
  });
});

describe('a source file', () => {
  it('stays under the ceiling', () => {
    expect(sources.filter((path) => read(path).split('\n').length > ceiling)).toEqual([]);
  });

  it('opens by saying what it is for', () => {
    expect(code.filter((path) => !read(path).startsWith('// '))).toEqual([]);
  });
});
