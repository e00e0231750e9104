// `npm run order`: places an order with a running Waybill and follows it to the mail that the customer gets.
import { Unreachable } from './errors.ts';
import { type Options, readCommandLine, usage } from './options.ts';
import { createJsonReporter, createTextReporter, describeFailure } from './reporter.ts';
import { runOrder, startRun } from './run-order.ts';
import { exitCodes, type RunResult } from './run-result.ts';
import { openTerminal } from './standard-terminal.ts';

type Terminal = {
  write: (text: string) => void;
  writeError: (text: string) => void;
  color: boolean;
  /** Aborts on Ctrl-C. */
  interrupted: AbortSignal;
};

/** Resolves with the exit code; `args` are those after the program's name. */
export const main = async (args: string[], terminal: Terminal): Promise<number> => {
  const commandLine = readCommandLine(args);
  if (commandLine.kind === 'order') return order(commandLine.options, terminal);
  if (commandLine.kind === 'help') {
    terminal.write(usage);
    return exitCodes.asAsked;
  }
  terminal.writeError(`${commandLine.message}. For all options: npm run order -- --help\n`);
  return exitCodes.usage;
};

const order = async (options: Options, { interrupted, ...output }: Terminal): Promise<number> => {
  const report = options.json ? createJsonReporter(output) : createTextReporter(output);
  const run = startRun({ options, report, interrupted });
  const { exitCode, message } = await runOrder(run).catch(
    (error: unknown): RunResult =>
      interrupted.aborted ? { exitCode: exitCodes.interrupted, message: 'Interrupted.' } : failed(error),
  );
  if (message) report.failure(message);
  return exitCode;
};

const failed = (error: unknown): RunResult => {
  if (!(error instanceof Error)) throw error;
  const message = describeFailure(error);
  if (!(error instanceof Unreachable)) return { exitCode: exitCodes.otherwise, message };
  const advice = 'Start Waybill with `npm start`, or say where it is with --url.';
  return { exitCode: exitCodes.unreachable, message: `${message}. ${advice}` };
};

const ownTerminal = (): Terminal => ({
  ...openTerminal(exitCodes.interrupted),
  color: process.stdout.isTTY === true && !process.env.NO_COLOR,
});

if (import.meta.main) process.exitCode = await main(process.argv.slice(2), ownTerminal());
