// Figures in docs/performance.md: each between markers that name it, put there by the run that measured it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBlocks } from '../../services/cli/markdown-blocks.ts';
import { drawPlot, type Plot } from './plot.ts';

const folder = join(import.meta.dirname, '../../docs');
const document = join(folder, 'performance.md');

/** Writes the document and the plots beside it. Answers the blocks that the document has no place for. */
export const writeDocument = (blocks: ReadonlyMap<string, string>, plots: readonly Plot[]): string[] => {
  const { text, homeless } = withBlocks(readFileSync(document, 'utf8'), blocks, 'bench');
  writeFileSync(document, text);
  for (const plot of plots) writeFileSync(join(folder, plot.file), drawPlot(plot));
  return homeless;
};
