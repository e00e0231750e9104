// `npm run simulate`: looks for a seed that breaks a promise, and shows the one that does.
import { messageOf } from '#platform/error-message.ts';
import { tryPairs, trySingleFaults } from './crash-matrix.ts';
import { runSeeds } from './many-seeds.ts';
import { writeMatrix } from './matrix-document.ts';
import { type Options, readOptions, usage } from './options.ts';
import { describeMatrix, describeRun, describeShrunk, describeTotals, totalsJson } from './report.ts';
import { runSeed } from './run.ts';
import { shrink } from './shrink.ts';

type Terminal = { write: (text: string) => void; writeError: (text: string) => void };

/** Resolves with the exit code. */
const main = async (args: string[], terminal: Terminal): Promise<number> => {
  try {
    const options = readOptions(args);
    if (options.help) terminal.write(usage);
    else if (options.seed !== undefined) return await replay(options.seed, options, terminal);
    else if (options.matrix) return await matrix(options, terminal);
    else return await search(options, terminal);
    return 0;
  } catch (error) {
    terminal.writeError(`${messageOf(error)}. For all options: npm run simulate -- --help\n`);
    return 2;
  }
};

const search = async ({ seeds, from, threads, json }: Options, terminal: Terminal): Promise<number> => {
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1_000;
  const onProgress = (done: number) => {
    if (done % 500 === 0)
      terminal.writeError(`${done} of ${seeds} seeds, ${Math.round(done / elapsed())} a second\n`);
  };
  const totals = await runSeeds({ from, count: seeds }, { onProgress, ...(threads && { threads }) });
  const seconds = elapsed();
  terminal.write(json ? totalsJson(totals, seconds) : describeTotals(totals, seconds));
  const [first] = totals.failures;
  if (!first) return 0;
  if (!json) terminal.write(describeShrunk(await shrink(first.seed)));
  return 1;
};

/** Exactly as it ran; where it violates something, then the shortest way there that could be found. */
const replay = async (seed: number, { json }: Options, terminal: Terminal): Promise<number> => {
  const lines: string[] = [];
  const result = await runSeed({ seed, lines });
  const isKept = result.violations.length === 0;
  if (json) terminal.write(`${JSON.stringify({ ...result, trace: lines })}\n`);
  else terminal.write(describeRun(result, lines));
  if (!json && !isKept) terminal.write(describeShrunk(await shrink(seed)));
  return isKept ? 0 : 1;
};

const matrix = async ({ pairs, write, json }: Options, terminal: Terminal): Promise<number> => {
  const single = await trySingleFaults();
  const paired = await tryPairs(pairs);
  const failures = [...single.failures, ...paired.failures];
  const counts = { points: single.points.length, pairs, violations: failures.length };
  const table = describeMatrix(single, counts, failures);
  if (write) writeMatrix(table);
  terminal.write(
    json
      ? `${JSON.stringify({ ...counts, table, failures })}
`
      : table,
  );
  return failures.length > 0 ? 1 : 0;
};

if (import.meta.main) {
  Error.stackTraceLimit = 0;
  process.exitCode = await main(process.argv.slice(2), {
    write: (text) => process.stdout.write(text),
    writeError: (text) => process.stderr.write(text),
  });
}
