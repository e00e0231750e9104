// For tests: a terminal's output, kept.

/** `write` and `writeError` are the terminal's; `printed` is what they were given so far. */
export const createRecorder = () => {
  const printed = { out: '', err: '' };
  return {
    printed,
    write: (text: string) => {
      printed.out += text;
    },
    writeError: (text: string) => {
      printed.err += text;
    },
  };
};
