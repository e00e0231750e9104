// `npm run bench`: measures every budget, on the textbook pipeline and on Waybill.
import { messageOf } from '#platform/error-message.ts';
import type { PerOrder } from '../services/cli/cost/measured.ts';
import { type BenchContext, createContext } from './context.ts';
import { defaultMeasures, extraMeasures, quickMeasures } from './metrics/metrics.ts';
import { type Options, readCommandLine, usage } from './options.ts';
import { asJson, asText, isMissed, type Result, write } from './results.ts';
import { exitOnSignals } from './support/children.ts';
import type { Picture } from './support/document.ts';
import { drawPlot, type Plot } from './support/plot.ts';
import { assertLinux } from './support/process-cpu.ts';

type Terminal = { write: (text: string) => void; writeError: (text: string) => void };

const exitCodes = { met: 0, missed: 1, usage: 2, interrupted: 130 };
const measures = { ...defaultMeasures, ...extraMeasures };

/** Resolves with the exit code. */
const main = async (args: string[], terminal: Terminal): Promise<number> => {
  const commandLine = readCommandLine(args, Object.keys(measures));
  if (commandLine.kind === 'bench') return bench(commandLine.options, terminal);
  if (commandLine.kind === 'help') {
    terminal.write(usage(Object.keys(defaultMeasures), Object.keys(extraMeasures)));
    return exitCodes.met;
  }
  terminal.writeError(`${commandLine.message}. For all options: npm run bench -- --help\n`);
  return exitCodes.usage;
};

const bench = async (options: Options, terminal: Terminal): Promise<number> => {
  const { results, failure } = await measureAll(options, terminal);
  terminal.write(options.json ? asJson(results) : asText(results));
  if (failure !== undefined) terminal.writeError(`${failure}\n`);
  else if (options.write) reportHomeless(write(results, extentOf(options)), terminal);
  return failure !== undefined || isMissed(results) ? exitCodes.missed : exitCodes.met;
};

const extentOf = ({ only, systems }: Options) => {
  const isOfBoth = systems.length === 2;
  return { isFull: only.length === 0 && isOfBoth, isOfBoth };
};

/** What was measured before a failure is told all the same. */
const measureAll = async (
  options: Options,
  { writeError }: Terminal,
): Promise<{ results: Result[]; failure?: string }> => {
  const say = (text: string) => writeError(`${Math.round(process.uptime())} s  ${text}\n`);
  const results: Result[] = [];
  const context = createContext(options, say);
  try {
    assertLinux();
    for (const name of namesFor(options)) results.push(await measureOne(name, context));
    return { results };
  } catch (error) {
    return { results, failure: messageOf(error) };
  }
};

const namesFor = ({ only, quick }: Options): readonly string[] => {
  if (only.length > 0) return only;
  return quick ? quickMeasures : Object.keys(defaultMeasures);
};

const measureOne = async (
  name: string,
  context: Omit<BenchContext, 'note' | 'plot' | 'picture' | 'keep'>,
): Promise<Result> => {
  const notes: string[] = [];
  const pictures: Picture[] = [];
  const picture = (one: Picture) => pictures.push(one);
  const plot = (one: Plot) => picture({ file: one.file, svg: drawPlot(one) });
  const perOrder: Partial<PerOrder> = {};
  const keep = (found: Partial<PerOrder>) => Object.assign(perOrder, found);
  const tell = { note: (text: string) => notes.push(text), plot, picture, keep };
  const metrics = (await measures[name]?.({ ...context, ...tell })) ?? [];
  return { name, metrics, notes, pictures, perOrder };
};

const reportHomeless = (names: readonly string[], { writeError }: Terminal): void => {
  for (const name of names) writeError(`docs/performance.md has no place for bench:${name}\n`);
};

if (import.meta.main) {
  exitOnSignals(exitCodes.interrupted);
  const exitCode = await main(process.argv.slice(2), {
    write: (text) => process.stdout.write(text),
    writeError: (text) => process.stderr.write(text),
  });
  // Ends whatever it has started, after a failure too.
  process.exit(exitCode);
}
