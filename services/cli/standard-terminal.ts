// The terminal that a command of ours runs in: its two streams, and the Ctrl-C that ends it.

type StandardTerminal = {
  write: (text: string) => void;
  writeError: (text: string) => void;
  /** Aborts on Ctrl-C. */
  interrupted: AbortSignal;
};

/** `interruptedCode`: the exit code when whoever reads our output, such as `head`, has had enough. */
export const openTerminal = (interruptedCode: number): StandardTerminal => {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.stdout.once('error', () => process.exit(interruptedCode));
  return {
    write: (text) => process.stdout.write(text),
    writeError: (text) => process.stderr.write(text),
    interrupted: controller.signal,
  };
};
