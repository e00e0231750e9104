// What a command of `npm run ops` is given of the world around it, the ways in which it fails, and its exit codes.

export { Unreachable } from '../errors.ts';

export const exitCodes = { done: 0, failed: 1, usage: 2, unreachable: 3, interrupted: 130 } as const;

/** Where `npm start` has its AWS, unless it was told otherwise. */
export type LocalEndpoints = { messaging: string; dynamo: string };

export type Terminal = {
  write: (text: string) => void;
  writeError: (text: string) => void;
  /** Aborts on Ctrl-C. */
  interrupted: AbortSignal;
  /** As `process.env`; what a local AWS needs is filled in here. */
  variables: Record<string, string | undefined>;
  local: LocalEndpoints;
};

/** Resolves with the exit code; `args` are those after the command's name. @throws Fault, or what went wrong */
export type Command = (args: string[], terminal: Terminal) => Promise<number>;

/** What was asked for is not what the command takes; the message names it. */
export class Fault extends Error {
  override name = 'Fault';
}

/** One document for programs. */
export const writeJson = ({ write }: Pick<Terminal, 'write'>, document: object): void =>
  write(`${JSON.stringify(document, undefined, 2)}\n`);
