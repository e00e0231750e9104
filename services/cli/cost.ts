// `npm run cost`: what an environment costs a month and an order. A calculation: it asks nobody, AWS neither.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '#platform/error-message.ts';
import { costBlocks } from './cost/document.ts';
import { estimate } from './cost/estimate.ts';
import { readOptions, usage } from './cost/options.ts';
import { asJson, asText } from './cost/report.ts';
import { withBlocks } from './markdown-blocks.ts';
import { exitCodes, Fault, type Terminal } from './ops/terminal.ts';
import { readSettings } from './stack/settings.ts';
import { openTerminal } from './standard-terminal.ts';

const document = join(import.meta.dirname, '../../docs/costs.md');

/** Resolves with the exit code; `args` are those after the program's name. */
export const main = (args: string[], terminal: Pick<Terminal, 'write' | 'writeError'>): number => {
  try {
    return run(args, terminal);
  } catch (error) {
    const isUsage = error instanceof Fault;
    terminal.writeError(`${messageOf(error)}${isUsage ? '. For all options: npm run cost -- --help' : ''}\n`);
    return isUsage ? exitCodes.usage : exitCodes.failed;
  }
};

const run = (args: string[], { write }: Pick<Terminal, 'write'>): number => {
  const options = readOptions(args);
  if (options.kind === 'help') write(usage);
  if (options.kind === 'write') writeFileSync(document, documentWithCosts());
  if (options.kind === 'estimate') {
    const result = estimate(readSettings(options.environment), options.demand);
    write(options.json ? asJson(result) : asText(result));
  }
  return exitCodes.done;
};

/** docs/costs.md as `--write` leaves it. @throws Error when it has no place for a table */
export const documentWithCosts = (): string => {
  const blocks = costBlocks(readSettings('prod'));
  const { text, homeless } = withBlocks(readFileSync(document, 'utf8'), blocks, 'cost');
  if (homeless.length > 0) throw new Error(`docs/costs.md has no place for cost:${homeless.join(', cost:')}`);
  return text;
};

if (import.meta.main) process.exitCode = main(process.argv.slice(2), openTerminal(exitCodes.interrupted));
