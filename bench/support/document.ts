// Figures in docs/performance.md: each between markers that name it, put there by the run that measured it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBlocks } from '../../services/cli/markdown-blocks.ts';

/** `file`: its name beside the document. */
export type Picture = { file: string; svg: string };

const folder = join(import.meta.dirname, '../../docs');
const document = join(folder, 'performance.md');

/**
 * Writes the document and the pictures beside it; `rows` of a table take the places of those that begin as they do. Answers
 * the blocks that the document has no place for.
 */
export const writeDocument = (
  blocks: ReadonlyMap<string, string>,
  pictures: readonly Picture[],
  rows: readonly string[],
): string[] => {
  const { text, homeless } = withBlocks(readFileSync(document, 'utf8'), blocks, 'bench');
  writeFileSync(document, withRows(text, rows));
  for (const { file, svg } of pictures) writeFileSync(join(folder, file), svg);
  return homeless;
};

/** Each row in the place of the one with the same first cell, if there is one. Pure. */
export const withRows = (text: string, rows: readonly string[]): string => {
  const byFirstCell = new Map(rows.map((row) => [firstCell(row), row]));
  const lines = text.split('\n').map((line) => byFirstCell.get(firstCell(line)) ?? line);
  return lines.join('\n');
};

/** '| drain |' of '| drain | 1 | 2 |'; of another line, all of it. */
const firstCell = (line: string): string => /^\|[^|]*\|/.exec(line)?.[0] ?? line;
