// How the fakes say which command of the SDK does what.

export type CommandEntry = readonly [type: unknown, run: (input: never) => object];

/** `run` gives the command's output, without its metadata. */
export const command = <Input>(
  type: new (input: Input) => { input: unknown },
  run: (input: Input) => object,
): CommandEntry => [type, run];
