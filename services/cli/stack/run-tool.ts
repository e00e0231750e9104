// Runs a program that is not ours: terraform, docker, git. What it prints is shown on stderr, or is answered.
import { spawn } from 'node:child_process';

/** A program that failed, or that is not there; the message says which, and the way out. */
export class ToolFailed extends Error {
  override name = 'ToolFailed';
}

type Options = {
  /** What it writes to stdout is answered instead of shown. Its stderr is always shown. */
  capture?: boolean;
  /** Given on stdin. Without it a tool that is shown may ask the person at the terminal. */
  input?: string;
  /** Aborts on Ctrl-C, which reaches the program itself too: it is waited for, so that it can end tidily. */
  interrupted: AbortSignal;
};

/** Runs `name` with arguments, which no shell reads. Resolves with what was captured. @throws ToolFailed */
export type RunTool = (name: string, args: readonly string[], options: Options) => Promise<string>;

/** What to do where a program is missing. */
const advice: Record<string, string> = {
  terraform: 'install Terraform 1.11 or later: https://developer.hashicorp.com/terraform/install',
  docker: 'install Docker, or give an image that is in the registry: --image',
  git: 'install git: images are named after commits',
};

export const runTool: RunTool = (name, args, { capture = false, input, interrupted }) =>
  new Promise((resolve, reject) => {
    interrupted.throwIfAborted();
    const child = spawn(name, args, {
      // Ours is for what a command was asked for, such as its JSON.
      stdio: [input === undefined ? 'inherit' : 'pipe', capture ? 'pipe' : 2, 'inherit'],
    });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    // One that ends without having read it all; how it ended is told below.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
    child.once('error', (error) => reject(describe(name, error)));
    child.once('close', (code, signal) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString());
      else
        reject(new ToolFailed(`${name} ${verbOf(args)} ended with ${code ?? signal}: what it says is above`));
    });
  });

/** What stands before it says where, such as -chdir. */
const verbOf = (args: readonly string[]): string => args.find((arg) => !arg.startsWith('-')) ?? '';

const describe = (name: string, error: Error): Error => {
  const isMissing = 'code' in error && error.code === 'ENOENT';
  if (!isMissing) return error;
  return new ToolFailed(`There is no ${name} on this machine: ${advice[name] ?? 'install it'}`);
};
