// The table of crash points in docs/reliability.md: put there by the run that found it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const document = join(import.meta.dirname, '../../docs/reliability.md');
const markers = {
  begin: '<!-- matrix: npm run simulate -- --matrix --write -->\n',
  end: '<!-- end of matrix -->',
};

/** The parts of the document: before the table, the table, after it. @throws Error without the markers */
const readParts = (): [before: string, table: string, after: string] => {
  const text = readFileSync(document, 'utf8');
  const [before, rest = ''] = text.split(markers.begin);
  const [table, after] = rest.split(markers.end);
  if (before === undefined || table === undefined || after === undefined)
    throw new Error('docs/reliability.md has no place for the matrix');
  return [before, table, after];
};

export const writtenMatrix = (): string => readParts()[1];

export const writeMatrix = (table: string): void => {
  const [before, , after] = readParts();
  writeFileSync(document, [before, markers.begin, table, markers.end, after].join(''));
};
