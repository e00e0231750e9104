// The project's own source files, as git knows them, and what they take from each other.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Tracked files, and new ones that are not ignored; paths from the project's root. */
export const projectFiles = (...patterns: string[]): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => path !== '' && existsSync(path));

export const read = (path: string): string => readFileSync(path, 'utf8');

/** `target` is the file, from the project's root; undefined for a package. `names` are those that the target exports. */
type Import = { specifier: string; target: string | undefined; names: string[] };

/** Every import and re-export of a source file, of types too; of `import()`, the names when they are destructured. */
export const importsOf = (path: string): Import[] => {
  const text = read(path);
  const statements = text.matchAll(/^(?:import|export)\s(?:([\w*{][^'";=]*?)\sfrom\s)?'([^']+)'/gm);
  const calls = text.matchAll(/(?:(\{[^{}]*\}) = await )?import\('([^']+)'\)/g);
  return [...statements, ...calls].map(([, clause = '', specifier = '']) => ({
    specifier,
    target: targetOf(path, specifier),
    names: namesIn(clause).map(([name]) => name),
  }));
};

/** What a file exports, under the names that importers use. */
export const exportsOf = (path: string): string[] => {
  const text = read(path);
  const kinds = 'const|let|function|class|type|interface';
  const declared = text.matchAll(new RegExp(`^export (?:async )?(?:${kinds})\\*? (\\w+)`, 'gm'));
  const listed = text.matchAll(/^export (?:type )?(\{[^}]*\})/gm);
  return [
    ...[...declared].map(([, name = '']) => name),
    ...[...listed].flatMap(([, list = '']) => namesIn(list).map(([name, alias]) => alias ?? name)),
  ];
};

/** '{ a, type B as C }' → [['a'], ['B', 'C']] */
const namesIn = (clause: string): [name: string, alias?: string][] =>
  (/\{([^}]*)\}/.exec(clause)?.[1] ?? '')
    .split(',')
    .map((entry) => entry.trim().replace(/^type /, ''))
    .filter((entry) => entry !== '')
    .map((entry) => entry.split(/ as |: /) as [string, string?]);

const { imports: aliases } = JSON.parse(read('package.json')) as { imports: Record<string, string> };

const targetOf = (path: string, specifier: string): string | undefined => {
  if (specifier.startsWith('.')) return join(dirname(path), specifier);
  const alias = Object.keys(aliases).find((pattern) => specifier.startsWith(pattern.slice(0, -1)));
  return alias && join(String(aliases[alias]).slice(0, -1), specifier.slice(alias.length - 1));
};
