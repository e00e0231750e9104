// The commands that look after a deployed environment: `npm run deploy`, `status`, `logs`, `image` and `destroy`.
import { createInterface } from 'node:readline/promises';
import { messageOf } from '#platform/error-message.ts';
import { exitCodes, Fault } from './ops/terminal.ts';
import { isUnreachable } from './ops/unreachable.ts';
import type { StackCommand, StackTerminal } from './stack/command.ts';
import { deploy } from './stack/deploy.ts';
import { destroy } from './stack/destroy.ts';
import { image } from './stack/image-command.ts';
import { logs } from './stack/logs.ts';
import { runTool } from './stack/run-tool.ts';
import { status } from './stack/status.ts';
import { stackUsage } from './stack/usage.ts';
import { openTerminal } from './standard-terminal.ts';

const commands: Record<string, StackCommand> = { deploy, destroy, image, logs, status };

/** Resolves with the exit code; `args` are those after the program's name. */
export const main = async (args: string[], terminal: StackTerminal): Promise<number> => {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command || rest.includes('--help')) {
    terminal.write(stackUsage);
    return command ? exitCodes.done : exitCodes.usage;
  }
  try {
    return await command(rest, terminal);
  } catch (error) {
    if (terminal.interrupted.aborted) {
      terminal.writeError('Interrupted.\n');
      return exitCodes.interrupted;
    }
    terminal.writeError(`${describe(error, name)}\n`);
    return exitCodeOf(error);
  }
};

const describe = (error: unknown, name: string): string => {
  const message = messageOf(error);
  if (error instanceof Fault) return `${message}. For all options: npm run ${name} -- --help`;
  if (error instanceof Error && credentialErrors.includes(error.name))
    return `AWS does not take the credentials that are here, or there are none: AWS_PROFILE, or \`aws sso login\`, or keys in the environment. It says: ${message}`;
  return isUnreachable(error)
    ? `AWS cannot be reached from here: ${message || describeCode(error)}`
    : message;
};

const credentialErrors = [
  'CredentialsProviderError',
  'ExpiredTokenException',
  'ExpiredToken',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'TokenProviderError',
];

/** An error of the network can be without words; its code says it. */
const describeCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

const exitCodeOf = (error: unknown): number => {
  if (error instanceof Fault) return exitCodes.usage;
  return isUnreachable(error) ? exitCodes.unreachable : exitCodes.failed;
};

const ownTerminal = (): StackTerminal => {
  const terminal = openTerminal(exitCodes.interrupted);
  return {
    ...terminal,
    variables: process.env,
    local: { messaging: '', dynamo: '' },
    runTool,
    ask: async (question) => {
      if (!process.stdin.isTTY) throw new Fault('Nobody sits at this terminal to say yes: add --yes');
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return (await lines.question(question, { signal: terminal.interrupted })).trim();
      } finally {
        lines.close();
      }
    },
  };
};

if (import.meta.main) process.exitCode = await main(process.argv.slice(2), ownTerminal());
