// What a command that looks after an environment is given of the world around it.
import type { Terminal } from '../ops/terminal.ts';
import { type Clients, createClients } from './clients.ts';
import type { Stack } from './outputs.ts';
import type { RunTool } from './run-tool.ts';
import { assertEnvironment } from './settings.ts';
import { createTerraform, existing, type Terraform } from './terraform.ts';

export type StackTerminal = Terminal & {
  runTool: RunTool;
  /** What somebody types in answer. @throws Fault where nobody sits at the terminal */
  ask: (question: string) => Promise<string>;
};

/** Resolves with the exit code; `args` are those after the command's name. @throws Fault, or what went wrong */
export type StackCommand = (args: string[], terminal: StackTerminal) => Promise<number>;

/** To be spread into the options of a command's parseFlags. */
export const environmentFlag = { environment: { type: 'string' } } as const;

export const terraformFor = (environment: string | undefined, terminal: StackTerminal): Terraform =>
  createTerraform(assertEnvironment(environment), terminal);

/** Looks up what is deployed, and closes the clients afterwards. */
export const withStack = async <Result>(
  environment: string | undefined,
  terminal: StackTerminal,
  use: (stack: Stack, clients: Clients) => Promise<Result>,
): Promise<Result> => {
  const name = assertEnvironment(environment);
  const stack = await existing(terraformFor(name, terminal), name);
  const clients = createClients(stack.region);
  try {
    return await use(stack, clients);
  } finally {
    clients.close();
  }
};
