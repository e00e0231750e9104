// `npm run ops`: what an operator does to queues, dead letters and stuck orders. One line below for each command.
import { messageOf } from '#platform/error-message.ts';
import { audit } from './ops/audit.ts';
import { discard } from './ops/discard.ts';
import { dlq } from './ops/dlq.ts';
import { queues } from './ops/queues.ts';
import { reconcile } from './ops/reconcile.ts';
import { redrive } from './ops/redrive.ts';
import { resume } from './ops/resume.ts';
import { scan } from './ops/scan.ts';
import {
  type Command,
  exitCodes,
  Fault,
  type LocalEndpoints,
  type Terminal,
  Unreachable,
} from './ops/terminal.ts';
import { isUnreachable } from './ops/unreachable.ts';
import { usage } from './ops/usage.ts';
import { openTerminal } from './standard-terminal.ts';

const commands: Record<string, Command> = {
  queues,
  dlq,
  redrive,
  discard,
  resume,
  audit,
  reconcile,
  scan,
};

/** Resolves with the exit code; `args` are those after the program's name. */
export const main = async (args: string[], terminal: Terminal): Promise<number> => {
  const [name = '', ...rest] = args;
  if (args.includes('--help') || args.includes('-h') || name === 'help') {
    terminal.write(usage);
    return exitCodes.done;
  }
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new Fault(`Which command? One of: ${Object.keys(commands).join(', ')}`);
    return await command(rest, terminal);
  } catch (error) {
    if (terminal.interrupted.aborted) {
      terminal.writeError('Interrupted.\n');
      return exitCodes.interrupted;
    }
    terminal.writeError(`${describe(error)}\n`);
    return exitCodeOf(error);
  }
};

const isUsage = (error: unknown): boolean => error instanceof Fault;

/** An error of the network can be without words; its code says it. */
const describe = (error: unknown): string => {
  const message = messageOf(error) || (error instanceof Error && 'code' in error ? String(error.code) : '');
  return isUsage(error) ? `${message}. For all commands: npm run ops -- --help` : message;
};

const exitCodeOf = (error: unknown): number => {
  if (isUsage(error)) return exitCodes.usage;
  return error instanceof Unreachable || isUnreachable(error) ? exitCodes.unreachable : exitCodes.failed;
};

/** The same as in localstack/embedded.ts; a test compares them. */
export const localEndpoints: LocalEndpoints = {
  messaging: 'http://127.0.0.1:4566',
  dynamo: 'http://127.0.0.1:8000',
};

const ownTerminal = (): Terminal => ({
  ...openTerminal(exitCodes.interrupted),
  variables: process.env,
  local: localEndpoints,
});

if (import.meta.main) process.exitCode = await main(process.argv.slice(2), ownTerminal());
