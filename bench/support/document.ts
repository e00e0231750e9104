// Figures in docs/performance.md: each between markers that name it, put there by the run that measured it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBlocks } from '../../services/cli/markdown-blocks.ts';

/** `file`: its name beside the document. */
export type Picture = { file: string; svg: string };

const folder = join(import.meta.dirname, '../../docs');
const document = join(folder, 'performance.md');

/** Writes the document and the pictures beside it. Answers the blocks that the document has no place for. */
export const writeDocument = (
  blocks: ReadonlyMap<string, string>,
  pictures: readonly Picture[],
): string[] => {
  const { text, homeless } = withBlocks(readFileSync(document, 'utf8'), blocks, 'bench');
  writeFileSync(document, text);
  for (const { file, svg } of pictures) writeFileSync(join(folder, file), svg);
  return homeless;
};
