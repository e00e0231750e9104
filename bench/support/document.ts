// Figures in docs/performance.md: each between markers that name it, put there by the run that measured it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `file`: its name beside the document. */
export type Picture = { file: string; svg: string };

const folder = join(import.meta.dirname, '../../docs');
const document = join(folder, 'performance.md');

const end = '<!-- /bench -->';
const begin = (name: string) => `<!-- bench:${name} -->\n`;

/** The text with every block that it has a place for, and the names of those that it has none for. Pure. */
export const withBlocks = (text: string, blocks: ReadonlyMap<string, string>) => {
  const homeless: string[] = [];
  let result = text;
  for (const [name, block] of blocks) {
    const next = withBlock(result, name, block);
    if (next === undefined) homeless.push(name);
    else result = next;
  }
  return { text: result, homeless };
};

const withBlock = (text: string, name: string, block: string): string | undefined => {
  const start = text.indexOf(begin(name));
  const from = start + begin(name).length;
  const to = text.indexOf(end, from);
  if (start < 0 || to < 0) return undefined;
  return `${text.slice(0, from)}\n${block.trimEnd()}\n\n${text.slice(to)}`;
};

/** Writes the document and the pictures beside it. Answers the blocks that the document has no place for. */
export const writeDocument = (
  blocks: ReadonlyMap<string, string>,
  pictures: readonly Picture[],
): string[] => {
  const { text, homeless } = withBlocks(readFileSync(document, 'utf8'), blocks);
  writeFileSync(document, text);
  for (const { file, svg } of pictures) writeFileSync(join(folder, file), svg);
  return homeless;
};
