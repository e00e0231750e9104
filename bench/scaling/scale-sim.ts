// `npm run scale-sim`: how backlog, latency, tasks and cost go under the scaling of services/topology.json, load by load.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '#platform/error-message.ts';
import { withBlocks } from '../../services/cli/markdown-blocks.ts';
import { drawTimeline } from '../support/timeline.ts';
import { curvesOf } from './curves.ts';
import { chosen, customary, type Design, designs, documented } from './designs.ts';
import type { Load } from './loads.ts';
import { type Options, readOptions, usage } from './options.ts';
import { reportOf } from './report.ts';
import { simulate } from './simulate.ts';
import { summarize } from './summary.ts';

const docs = join(import.meta.dirname, '../../docs');
const document = join(docs, 'scaling.md');

export const compare = (load: Load, compared: readonly Design[], seed: number): string => {
  const rows = compared.map((design) => ({
    name: design.name,
    summary: summarize(simulate(load, design, seed), load),
  }));
  return reportOf(load, rows);
};

export const curves = (load: Load, seed: number): string =>
  drawTimeline(
    curvesOf(
      load,
      [customary, chosen].map((design) => ({ name: design.name, run: simulate(load, design, seed) })),
    ),
  );

/** Each table between its markers in the document, and the curves beside it. @throws Error when a table has no place */
const writeDocument = (tables: ReadonlyMap<string, string>, { loads, seed }: Options): void => {
  const blocks = new Map([...tables].map(([name, table]) => [name, `\`\`\`\n${table.trimEnd()}\n\`\`\``]));
  const { text, homeless } = withBlocks(readFileSync(document, 'utf8'), blocks, 'bench');
  if (homeless.length > 0) throw new Error(`docs/scaling.md has no place for ${homeless.join(', ')}`);
  writeFileSync(document, text);
  for (const load of loads) writeFileSync(join(docs, `scaling-${load.name}.svg`), curves(load, seed));
};

const main = (args: string[]): void => {
  const options = readOptions(args);
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  const compared = options.all ? designs : documented;
  const tables = new Map(options.loads.map((load) => [load.name, compare(load, compared, options.seed)]));
  process.stdout.write(`${[...tables.values()].join('\n')}`);
  if (options.write) writeDocument(tables, options);
};

if (import.meta.main)
  try {
    main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 2;
  }
