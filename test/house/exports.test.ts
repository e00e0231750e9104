// What is exported is used: an `export` that no other file imports promises something to nobody.
import { expect, it } from 'vitest';
import { exportsOf, importsOf, projectFiles } from './source-files.ts';

const sources = projectFiles('*.ts');
const used = new Set(
  sources.flatMap((path) =>
    importsOf(path).flatMap(({ target, names }) => names.map((name) => `${target} ${name}`)),
  ),
);

/** services/registry.ts loads these by the service's name, and vitest its set-up by the file's. */
const loadedByName = [
  ...importsOf('services/registry.ts').map(({ target }) => `${target} service`),
  'test/browser/support/system.ts setup',
  'test/containers/support/emulator.ts setup',
];

const code = projectFiles('services/*.ts', 'localstack/*.ts', 'test/*.ts').filter(
  (path) => !path.endsWith('.test.ts'),
);

it('what one file exports is imported by another', () => {
  const exported = code.flatMap((path) => exportsOf(path).map((name) => `${path} ${name}`));
  expect(exported.filter((one) => !used.has(one) && !loadedByName.includes(one))).toEqual([]);
});
