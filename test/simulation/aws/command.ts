// How the fakes say which command of the SDK does what.
import type { Lag } from './lag.ts';

export type CommandEntry = readonly [type: unknown, run: (input: never, lag: Lag) => object];

/** `run` gives the command's output, without its metadata. */
export const command = <Input>(
  type: new (input: Input) => { input: unknown },
  run: (input: Input, lag: Lag) => object,
): CommandEntry => [type, run];
