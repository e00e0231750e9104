// The rules of CONTRIBUTING.md that a machine can check: who may import whom, how long a file is, how it opens.
import { describe, expect, it } from 'vitest';
import { importsOf, projectFiles, read } from './source-files.ts';

const ceiling = 250;
const sources = projectFiles('*.ts');
const code = sources.filter((path) => !path.endsWith('.test.ts'));

const folderOf = (path: string): string => path.split('/').slice(0, 2).join('/');

describe('a service', () => {
  /** orders-api serves the pages. */
  const allowed = ['services/orders-api/ → services/web/assets.ts'];
  const crossings = code
    .filter((path) => /^services\/[^/]+\//.test(path))
    .flatMap((path) => importsOf(path).map((one) => ({ path, ...one })))
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ path, target = '' }) => ({ path, target }))
    .filter(({ path, target }) => folderOf(path) !== folderOf(target))
    .filter(({ target }) => !target.endsWith('topology.json'))
    .filter(({ path, target }) => !allowed.includes(`${folderOf(path)}/ → ${target}`));

  it('imports itself, and what is shared by its alias, never another service', () => {
    expect(crossings).toEqual([]);
  });
});

describe('what is shared', () => {
  const layers = ['contracts', 'platform', 'messaging', 'operations'];
  const layerOf = (path: string) => layers.indexOf(path.split('/')[2] ?? '');
  const upward = code
    .filter((path) => path.startsWith('services/shared/'))
    .flatMap((path) => importsOf(path).map(({ target = '' }) => ({ path, target })))
    .filter(({ target }) => target.startsWith('services/shared/'))
    .filter(({ path, target }) => layerOf(target) > layerOf(path));

  it('imports downward only: operations on messaging on platform on contracts', () => {
    expect(upward).toEqual([]);
  });
});

describe('what runs', () => {
  const isForTests = (path: string) => /^(test|bench)\/|\/testing\//.test(path);
  const borrowed = code
    .filter((path) => !isForTests(path))
    .flatMap((path) => importsOf(path).map(({ target = '' }) => ({ path, target })))
    .filter(({ target }) => isForTests(target));

  it('imports nothing that is for tests', () => {
    expect(borrowed).toEqual([]);
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
